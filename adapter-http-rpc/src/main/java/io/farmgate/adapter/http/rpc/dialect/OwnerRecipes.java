package io.farmgate.adapter.http.rpc.dialect;

import com.fasterxml.jackson.databind.node.TextNode;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.opencue.wire.host.Deed;
import io.farmgate.opencue.wire.host.DeedGetHostRequest;
import io.farmgate.opencue.wire.host.DeedGetHostResponse;
import io.farmgate.opencue.wire.host.DeedGetOwnerRequest;
import io.farmgate.opencue.wire.host.DeedGetOwnerResponse;
import io.farmgate.opencue.wire.host.HostFindHostRequest;
import io.farmgate.opencue.wire.host.HostFindHostResponse;
import io.farmgate.opencue.wire.host.HostGetHostRequest;
import io.farmgate.opencue.wire.host.HostGetHostResponse;
import io.farmgate.opencue.wire.host.OwnerGetDeedsRequest;
import io.farmgate.opencue.wire.host.OwnerGetDeedsResponse;
import io.farmgate.opencue.wire.host.OwnerGetOwnerRequest;
import io.farmgate.opencue.wire.host.OwnerGetOwnerResponse;
import java.util.Optional;

/** What is done to owners. */
final class OwnerRecipes {
  private OwnerRecipes() {}

  /** Sets a quota of an owner, which OpenCue does not have; other farms may. */
  static Outcome setMaxCores(Body body, FarmCalls farm) {
    if (farm.speaksOpenCue()) {
      throw new FarmException(
          new FarmFailure.Unsupported(
              farm.farm() + " has no quota for an owner: there is nothing to set"));
    }
    if (body.at("cores").isEmpty()) {
      // Left out, it would mean 0, and the owner's jobs would stand still.
      throw Body.invalid("cores: missing (expected: 0 or more cores)");
    }
    return farm.call("host.OwnerInterface/SetMaxCores", body);
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
    Optional<String> owner = body.textAt("owner.name");
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

  /**
   * The host of a deed. Cuebot looks for a host with the deed's id and never finds one (seen with
   * version 1.30), so there the deed is looked up among its owner's, and its host by name.
   */
  static Outcome hostOfDeed(Body body, FarmCalls farm) {
    boolean nothingAsked = body.at("deed.id").isEmpty();
    if (nothingAsked || !farm.speaksOpenCue()) {
      return farm.call("host.DeedInterface/GetHost", body);
    }
    return farm.compose(
        "host.DeedInterface/GetHost",
        body,
        DeedGetHostRequest.parser(),
        request -> {
          HostFindHostRequest host =
              HostFindHostRequest.newBuilder().setName(hostName(request.getDeed(), farm)).build();
          return DeedGetHostResponse.newBuilder()
              .setHost(
                  farm.call("host.HostInterface/FindHost", host, HostFindHostResponse.parser())
                      .getHost())
              .build();
        });
  }

  private static String hostName(Deed asked, FarmCalls farm) {
    DeedGetOwnerRequest request = DeedGetOwnerRequest.newBuilder().setDeed(asked).build();
    OwnerGetDeedsRequest ofOwner =
        OwnerGetDeedsRequest.newBuilder()
            .setOwner(
                farm.call("host.DeedInterface/GetOwner", request, DeedGetOwnerResponse.parser())
                    .getOwner())
            .build();
    return farm
        .call("host.OwnerInterface/GetDeeds", ofOwner, OwnerGetDeedsResponse.parser())
        .getDeeds()
        .getDeedsList()
        .stream()
        .filter(deed -> deed.getId().equals(asked.getId()))
        .map(Deed::getHost)
        .findFirst()
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("deed", asked.getId())));
  }
}
