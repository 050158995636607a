package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.GroupGpus;
import io.farmgate.opencue.wire.job.Group;
import io.farmgate.opencue.wire.job.GroupSetDefJobMaxGpusRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobMaxGpusResponse;
import io.farmgate.opencue.wire.job.GroupSetDefJobMinGpusRequest;
import io.farmgate.opencue.wire.job.GroupSetDefJobMinGpusResponse;
import io.farmgate.opencue.wire.job.GroupSetMaxGpusRequest;
import io.farmgate.opencue.wire.job.GroupSetMaxGpusResponse;
import io.farmgate.opencue.wire.job.GroupSetMinGpusRequest;
import io.farmgate.opencue.wire.job.GroupSetMinGpusResponse;
import java.util.OptionalInt;

/** What groups are given of GPUs. Each bound is a call, those that differ; wide ends go first. */
final class GroupGpuCalls {
  private static final String SERVICE = "job.GroupInterface/";
  private static final int NOT_SET = -1;

  private final FarmCalls calls;

  GroupGpuCalls(FarmCalls calls) {
    this.calls = calls;
  }

  static GroupGpus read(Group wire) {
    return new GroupGpus(
        Math.max(0, Math.round(wire.getMinGpus())),
        bound(wire.getMaxGpus()),
        bound(wire.getDefaultJobMinGpus()),
        bound(wire.getDefaultJobMaxGpus()));
  }

  private static OptionalInt bound(float gpus) {
    return gpus < 0 ? OptionalInt.empty() : OptionalInt.of(Math.round(gpus));
  }

  void add(Steps steps, Group group, GroupGpus before, GroupGpus after) {
    boolean grows = after.max().isEmpty() || after.min() > before.min();
    if (grows) {
      max(steps, group, before, after);
    }
    if (after.min() != before.min()) {
      add(
          steps,
          "min GPUs",
          "SetMinGpus",
          GroupSetMinGpusRequest.newBuilder().setGroup(group).setMinGpus(after.min()).build(),
          GroupSetMinGpusResponse.parser());
    }
    if (!grows) {
      max(steps, group, before, after);
    }
    boolean wider = after.defaultMax().isEmpty() || after.defaultMin().isPresent();
    if (wider) {
      defaultMax(steps, group, before, after);
    }
    if (!after.defaultMin().equals(before.defaultMin())) {
      add(
          steps,
          "default min GPUs",
          "SetDefaultJobMinGpus",
          GroupSetDefJobMinGpusRequest.newBuilder()
              .setGroup(group)
              .setMinGpus(after.defaultMin().orElse(NOT_SET))
              .build(),
          GroupSetDefJobMinGpusResponse.parser());
    }
    if (!wider) {
      defaultMax(steps, group, before, after);
    }
  }

  private void max(Steps steps, Group group, GroupGpus before, GroupGpus after) {
    if (!after.max().equals(before.max())) {
      add(
          steps,
          "max GPUs",
          "SetMaxGpus",
          GroupSetMaxGpusRequest.newBuilder()
              .setGroup(group)
              .setMaxGpus(after.max().orElse(NOT_SET))
              .build(),
          GroupSetMaxGpusResponse.parser());
    }
  }

  private void defaultMax(Steps steps, Group group, GroupGpus before, GroupGpus after) {
    if (!after.defaultMax().equals(before.defaultMax())) {
      add(
          steps,
          "default max GPUs",
          "SetDefaultJobMaxGpus",
          GroupSetDefJobMaxGpusRequest.newBuilder()
              .setGroup(group)
              .setMaxGpus(after.defaultMax().orElse(NOT_SET))
              .build(),
          GroupSetDefJobMaxGpusResponse.parser());
    }
  }

  private <R extends Message> void add(
      Steps steps, String what, String method, Message request, Parser<R> parser) {
    steps.add(what, () -> calls.call(SERVICE + method, request, parser));
  }
}
