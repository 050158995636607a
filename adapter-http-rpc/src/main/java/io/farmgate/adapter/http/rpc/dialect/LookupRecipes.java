package io.farmgate.adapter.http.rpc.dialect;

import com.fasterxml.jackson.databind.node.TextNode;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.opencue.wire.farmgate.ProcGetProcRequest;
import io.farmgate.opencue.wire.farmgate.ProcGetProcResponse;
import io.farmgate.opencue.wire.host.Proc;
import io.farmgate.opencue.wire.host.ProcGetProcsRequest;
import io.farmgate.opencue.wire.host.ProcGetProcsResponse;
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

  /** A proc by its id: the contract lists procs, and has no other way to one. */
  static Outcome getProc(Body body, FarmCalls farm) {
    return farm.compose(
        "host.ProcInterface/GetProc",
        body,
        ProcGetProcRequest.parser(),
        request -> {
          if (request.getId().isBlank()) {
            throw Body.invalid("id: missing (expected: an id that the farm gave)");
          }
          return ProcGetProcResponse.newBuilder().setProc(proc(request.getId(), farm)).build();
        });
  }

  private static Proc proc(String id, FarmCalls farm) {
    ProcGetProcsRequest all = ProcGetProcsRequest.getDefaultInstance();
    return farm
        .call("host.ProcInterface/GetProcs", all, ProcGetProcsResponse.parser())
        .getProcs()
        .getProcsList()
        .stream()
        .filter(proc -> proc.getId().equals(id))
        .findFirst()
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("proc", id)));
  }
}
