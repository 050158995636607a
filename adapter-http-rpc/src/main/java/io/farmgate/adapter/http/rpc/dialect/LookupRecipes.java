package io.farmgate.adapter.http.rpc.dialect;

import com.fasterxml.jackson.databind.node.TextNode;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.opencue.wire.host.HostGetHostRequest;
import io.farmgate.opencue.wire.host.HostGetHostResponse;
import io.farmgate.opencue.wire.host.OwnerGetOwnerRequest;
import io.farmgate.opencue.wire.host.OwnerGetOwnerResponse;
import io.farmgate.opencue.wire.job.JobGetJobRequest;
import io.farmgate.opencue.wire.job.JobGetJobResponse;
import java.util.Optional;

/** Calls that name a thing by its id where the contract wants the name, or the other way round. */
final class LookupRecipes {
  private LookupRecipes() {}

  /** A layer of the job in {@code job.id}; the contract has a job's name there. */
  static Outcome findLayer(Body body, FarmCalls farm) {
    Optional<String> id = body.takeText("job.id");
    id.ifPresent(given -> {
      JobGetJobRequest request = JobGetJobRequest.newBuilder().setId(given).build();
      String name =
          farm.call("job.JobInterface/GetJob", request, JobGetJobResponse.parser())
              .getJob()
              .getName();
      body.take("job");
      body.put("job", TextNode.valueOf(name));
    });
    return farm.call("job.LayerInterface/FindLayer", body);
  }

  /** A host by its name; the contract has an id there, and another method for names. */
  static Outcome getHost(Body body, FarmCalls farm) {
    boolean byName = body.at("id").isEmpty() && body.at("name").isPresent();
    return farm.call(byName ? "host.HostInterface/FindHost" : "host.HostInterface/GetHost", body);
  }

  /** Gives the host in {@code host.id} to the owner in {@code owner.name}. */
  static Outcome takeOwnership(Body body, FarmCalls farm) {
    body.takeText("host.id")
        .ifPresent(id -> {
          HostGetHostRequest request = HostGetHostRequest.newBuilder().setId(id).build();
          String name =
              farm.call("host.HostInterface/GetHost", request, HostGetHostResponse.parser())
                  .getHost()
                  .getName();
          body.take("host");
          body.put("host", TextNode.valueOf(name));
        });
    Optional<String> owner = body.at("owner.name").map(node -> node.asText());
    if (owner.isPresent() && body.at("owner.id").isEmpty()) {
      OwnerGetOwnerRequest request = OwnerGetOwnerRequest.newBuilder().setName(owner.get()).build();
      String id =
          farm.call("host.OwnerInterface/GetOwner", request, OwnerGetOwnerResponse.parser())
              .getOwner()
              .getId();
      body.put("owner.id", TextNode.valueOf(id));
    }
    return farm.call("host.OwnerInterface/TakeOwnership", body);
  }

  /** A quota of an owner, which OpenCue does not have. */
  static FarmException noOwnerQuota(FarmCalls farm) {
    return new FarmException(
        new FarmFailure.Unsupported(
            farm.farm() + " has no quota for an owner: there is nothing to set"));
  }
}
