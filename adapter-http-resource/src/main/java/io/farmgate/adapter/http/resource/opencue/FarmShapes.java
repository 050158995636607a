package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Host;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Owner;
import io.farmgate.domain.Proc;

/** What is told of what work runs on and belongs to; otherwise as {@link Shapes}. */
final class FarmShapes {
  static final Shape<Host> HOST =
      Shape.<Host>of("Host")
          .text("id", host -> host.id().value())
          .text("name", Host::name)
          .word("state", host -> HostWord.of(host.hardwareState()))
          .word("lock", Host::lockState)
          .number("totalCores", host -> wholeCores(host.totalCores()))
          .number("idleCores", host -> wholeCores(host.idleCores()))
          .megabytes("totalMemory", Host::totalMemoryBytes)
          .megabytes("idleMemory", Host::idleMemoryBytes)
          .number("load", FarmShapes::load)
          .word("exactState", Host::hardwareState)
          .text("allocation", Host::allocation)
          .text("os", Host::os)
          .texts("tags", Host::tags)
          .megabytes("freeMemory", Host::freeMemoryBytes)
          .number("totalGpus", Host::totalGpus)
          .number("idleGpus", Host::idleGpus)
          .numberIfKnown("runningProcs", Host::runningProcs)
          .time("bootTime", Host::bootTime)
          .time("pingTime", Host::pingTime)
          .truth("hasComment", Host::hasComment)
          .word("threadMode", Host::threadMode)
          .build();

  static final Shape<Group> GROUP =
      Shape.<Group>of("Group")
          .text("id", group -> group.id().value())
          .text("name", Group::name)
          .text("show", Group::show)
          .number("level", Group::level)
          .text("department", group -> group.settings().department())
          .number("pendingJobs", Group::pendingJobs)
          .number("totalFrames", group -> group.frames().total())
          .number("runningFrames", group -> group.frames().running())
          .corePoints("minCores", group -> group.settings().minCores())
          .corePoints("coresInUse", Group::coresInUse)
          .textIfAny("parentId", group -> group.parent().map(GroupId::value))
          .numberIfAny("maxCores", group -> group.settings().maxCores().map(Cores::hundredths))
          .numberIfKnown("defaultPriority", group -> group.settings().defaultPriority())
          .numberIfAny(
              "defaultMinCores", group -> group.settings().defaultMinCores().map(Cores::hundredths))
          .numberIfAny(
              "defaultMaxCores", group -> group.settings().defaultMaxCores().map(Cores::hundredths))
          .number("minGpus", group -> group.settings().gpus().min())
          .numberIfKnown("maxGpus", group -> group.settings().gpus().max())
          .numberIfKnown("defaultMinGpus", group -> group.settings().gpus().defaultMin())
          .numberIfKnown("defaultMaxGpus", group -> group.settings().gpus().defaultMax())
          .build();

  static final Shape<Owner> OWNER =
      Shape.<Owner>of("Owner")
          .text("id", owner -> owner.id().value())
          .text("name", Owner::name)
          .text("show", Owner::show)
          .number("hosts", Owner::hosts)
          .number("runningFrames", Owner::runningFrames)
          .corePoints("minCores", owner -> owner.quota().minCores())
          .numberIfAny("maxCores", owner -> owner.quota().maxCores().map(Cores::hundredths))
          .number("minGpus", owner -> owner.quota().minGpus())
          .numberIfKnown("maxGpus", owner -> owner.quota().maxGpus())
          .build();

  static final Shape<Proc> PROC =
      Shape.<Proc>of("Proc")
          .text("id", proc -> proc.id().value())
          .text("host", Proc::hostName)
          .text("hostId", proc -> proc.hostId().value())
          .text("show", Proc::show)
          .text("group", Proc::group)
          .text("job", Proc::jobName)
          .text("jobId", proc -> proc.jobId().value())
          .textIfAny("layerId", proc -> proc.layerId().map(LayerId::value))
          .text("frame", Proc::frameName)
          .textIfAny("frameId", proc -> proc.frameId().map(FrameId::value))
          .corePoints("cores", Proc::cores)
          .megabytes("reservedMemory", Proc::reservedMemoryBytes)
          .megabytes("usedMemory", Proc::usedMemoryBytes)
          .truth("unbooked", Proc::unbooked)
          .time("startTime", Proc::startTime)
          .textIfAny("redirectTarget", Proc::redirectTarget)
          .build();

  private FarmShapes() {}

  /** Of a host the documents show whole cores. */
  private static int wholeCores(Cores cores) {
    return cores.hundredths() / 100;
  }

  /** The load average, of which a farm tells a hundredfold, as a percentage of the cores. */
  private static int load(Host host) {
    int cores = Math.max(1, wholeCores(host.totalCores()));
    return Math.max(0, host.load() / cores);
  }
}
