package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.Cores;
import io.farmgate.domain.GroupSettings;
import io.farmgate.opencue.wire.job.Group;
import io.farmgate.opencue.wire.job.GroupSetDefJobMaxCoresRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobMaxCoresResponse;
import io.farmgate.opencue.wire.job.GroupSetDefJobMinCoresRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobMinCoresResponse;
import io.farmgate.opencue.wire.job.GroupSetMaxCoresRequest;
import io.farmgate.opencue.wire.job.GroupSetMaxCoresResponse;
import io.farmgate.opencue.wire.job.GroupSetMinCoresRequest;
import io.farmgate.opencue.wire.job.GroupSetMinCoresResponse;
import java.util.Optional;

/** Calls for the cores of a group and for those that its jobs begin with; only what differs. */
final class GroupCoreCalls {
  private static final String SERVICE = "job.GroupInterface/";

  /** For a bound or a default that is not set. */
  private static final float NOT_SET = -1;

  private final FarmCalls calls;

  GroupCoreCalls(FarmCalls calls) {
    this.calls = calls;
  }

  /** Refuses minima above their maxima. */
  static void check(GroupSettings settings) {
    CoreBounds.check("min cores", settings.minCores(), settings.maxCores());
    CoreBounds.check(
        "default min cores",
        settings.defaultMinCores().orElse(Cores.ZERO),
        settings.defaultMaxCores());
  }

  void add(Steps steps, Group group, GroupSettings before, GroupSettings after) {
    CoreBounds.set(
        after.minCores(),
        before.maxCores(),
        () -> minCores(steps, group, before, after),
        () -> maxCores(steps, group, before, after));
    CoreBounds.set(
        after.defaultMinCores().orElse(Cores.ZERO),
        before.defaultMaxCores(),
        () -> defaultMinCores(steps, group, before, after),
        () -> defaultMaxCores(steps, group, before, after));
  }

  private void minCores(Steps steps, Group group, GroupSettings before, GroupSettings after) {
    if (!after.minCores().equals(before.minCores())) {
      add(
          steps,
          "min cores",
          "SetMinCores",
          GroupSetMinCoresRequest.newBuilder()
              .setGroup(group)
              .setMinCores(after.minCores().asFloat())
              .build(),
          GroupSetMinCoresResponse.parser());
    }
  }

  private void maxCores(Steps steps, Group group, GroupSettings before, GroupSettings after) {
    if (!after.maxCores().equals(before.maxCores())) {
      add(
          steps,
          "max cores",
          "SetMaxCores",
          GroupSetMaxCoresRequest.newBuilder()
              .setGroup(group)
              .setMaxCores(orNotSet(after.maxCores()))
              .build(),
          GroupSetMaxCoresResponse.parser());
    }
  }

  private void defaultMinCores(
      Steps steps, Group group, GroupSettings before, GroupSettings after) {
    if (!after.defaultMinCores().equals(before.defaultMinCores())) {
      add(
          steps,
          "default min cores",
          "SetDefaultJobMinCores",
          GroupSetDefJobMinCoresRequest.newBuilder()
              .setGroup(group)
              .setMinCores(orNotSet(after.defaultMinCores()))
              .build(),
          GroupSetDefJobMinCoresResponse.parser());
    }
  }

  private void defaultMaxCores(
      Steps steps, Group group, GroupSettings before, GroupSettings after) {
    if (!after.defaultMaxCores().equals(before.defaultMaxCores())) {
      add(
          steps,
          "default max cores",
          "SetDefaultJobMaxCores",
          GroupSetDefJobMaxCoresRequest.newBuilder()
              .setGroup(group)
              .setMaxCores(orNotSet(after.defaultMaxCores()))
              .build(),
          GroupSetDefJobMaxCoresResponse.parser());
    }
  }

  private static float orNotSet(Optional<Cores> cores) {
    return cores.map(Cores::asFloat).orElse(NOT_SET);
  }

  private <R extends Message> void add(
      Steps steps, String what, String method, Message request, Parser<R> parser) {
    steps.add(what, () -> calls.call(SERVICE + method, request, parser));
  }
}
