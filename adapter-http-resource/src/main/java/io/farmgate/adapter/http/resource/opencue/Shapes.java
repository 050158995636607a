package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.Show;

/** What is told of each thing. Names, words and units are the document's. */
final class Shapes {
  static final Shape<Show> SHOW =
      Shape.<Show>of("Show")
          .text("id", show -> show.id().value())
          .text("name", Show::name)
          .truth("active", Show::active)
          .number("defaultMinCores", show -> corePoints(show.defaultMinCores()))
          .number("defaultMaxCores", show -> corePoints(show.defaultMaxCores()))
          .build();

  static final Shape<Job> JOB =
      Shape.<Job>of("Job")
          .text("id", job -> job.id().value())
          .text("name", Job::name)
          .text("show", Job::show)
          .word("state", job -> JobWord.of(job.state()))
          .number("priority", Job::priority)
          .number("totalFrames", job -> job.frames().total())
          .number("doneFrames", job -> job.frames().done())
          .number("runningFrames", job -> job.frames().running())
          .number("deadFrames", job -> job.frames().dead())
          .number("waitingFrames", job -> waiting(job.frames()))
          .build();

  static final Shape<LayerOfJob> LAYER =
      Shape.<LayerOfJob>of("Layer")
          .text("id", one -> one.layer().id().value())
          .text("name", one -> one.layer().name())
          .word("type", one -> LayerWord.of(one.layer().type()))
          .word("state", one -> JobWord.of(one.state()))
          .number("minCores", one -> corePoints(one.layer().minCores()))
          .number("maxCores", one -> corePoints(one.layer().maxCores()))
          .truth("threadable", one -> one.layer().threadable())
          .number("totalFrames", one -> one.layer().frames().total())
          .number("doneFrames", one -> one.layer().frames().done())
          .build();

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
          .number("load", Shapes::load)
          .build();

  private Shapes() {}

  /** OpenCue counts cores in hundredths; its documents show 100 where one core is meant. */
  private static int corePoints(Cores cores) {
    return cores.hundredths();
  }

  /** Of a host the documents show whole cores. */
  private static int wholeCores(Cores cores) {
    return cores.hundredths() / 100;
  }

  /** What is neither done nor dead nor running, so that the counts add up. */
  private static int waiting(FrameCounts frames) {
    return frames.pending() + frames.checkpoint();
  }

  /** The load average, of which a farm tells a hundredfold, as a percentage of the cores. */
  private static int load(Host host) {
    int cores = Math.max(1, wholeCores(host.totalCores()));
    return Math.max(0, host.load() / cores);
  }
}
