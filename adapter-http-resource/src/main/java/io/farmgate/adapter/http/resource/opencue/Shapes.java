package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameCounts;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer.StartAfter;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Show;
import java.time.Duration;
import java.util.Optional;

/** What is told of work. Names, words and units are the document's. */
final class Shapes {
  static final Shape<Show> SHOW =
      Shape.<Show>of("Show")
          .text("id", show -> show.id().value())
          .text("name", Show::name)
          .truth("active", Show::active)
          .corePoints("defaultMinCores", Show::defaultMinCores)
          .corePoints("defaultMaxCores", Show::defaultMaxCores)
          .number("pendingJobs", Show::pendingJobs)
          .number("totalFrames", show -> show.frames().total())
          .number("runningFrames", show -> show.frames().running())
          .truth("bookingEnabled", Show::bookingEnabled)
          .truth("dispatchEnabled", Show::dispatchEnabled)
          .number("defaultMinGpus", Show::defaultMinGpus)
          .number("defaultMaxGpus", Show::defaultMaxGpus)
          .count("createdJobs", show -> show.totals().createdJobs())
          .count("createdFrames", show -> show.totals().createdFrames())
          .corePoints("coresInUse", show -> show.totals().reservedCores())
          .number("gpusInUse", show -> show.totals().reservedGpus())
          .all(RunMembers.of(show -> show.totals().runs()))
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
          .word("exactState", Job::state)
          .text("shot", Job::shot)
          .text("user", Job::user)
          .text("group", Job::group)
          .text("facility", Job::facility)
          .truth("paused", Job::paused)
          .truth("autoEat", Job::autoEat)
          .numberIfKnown("maxRetries", Job::maxRetries)
          .corePoints("minCores", Job::minCores)
          .corePoints("maxCores", Job::maxCores)
          .corePoints("coresInUse", Job::coresInUse)
          .number("layers", Job::layers)
          .time("startTime", Job::startTime)
          .timeIfAny("stopTime", Job::stopTime)
          .text("logDirectory", Job::logDirectory)
          .truth("hasComment", Job::hasComment)
          .number("minGpus", Job::minGpus)
          .number("maxGpus", Job::maxGpus)
          .all(RunMembers.of(Job::runs))
          .build();

  static final Shape<LayerOfJob> LAYER =
      Shape.<LayerOfJob>of("Layer")
          .text("id", one -> one.layer().id().value())
          .text("name", one -> one.layer().name())
          .word("type", one -> LayerWord.of(one.layer().type()))
          .word("state", one -> JobWord.of(one.state()))
          .corePoints("minCores", one -> one.layer().minCores())
          .corePoints("maxCores", one -> one.layer().maxCores())
          .truth("threadable", one -> one.layer().threadable())
          .number("totalFrames", one -> one.layer().frames().total())
          .number("doneFrames", one -> one.layer().frames().done())
          .word("exactType", one -> one.layer().type())
          .text("jobId", one -> one.layer().jobId().value())
          .text("range", one -> one.layer().range())
          .number("chunk", one -> one.layer().chunk())
          .text("command", one -> one.layer().command())
          .megabytes("memory", one -> one.layer().memoryBytes())
          .number("gpus", one -> one.layer().gpus())
          .texts("tags", one -> one.layer().tags())
          .texts("services", one -> one.layer().services())
          .texts("limits", one -> one.layer().limits())
          .numberIfAny("timeout", one -> one.layer().timeout().map(Shapes::seconds))
          .number("dispatchOrder", one -> one.layer().dispatchOrder())
          .number("runningFrames", one -> one.layer().frames().running())
          .number("deadFrames", one -> one.layer().frames().dead())
          .number("waitingFrames", one -> waiting(one.layer().frames()))
          .megabytes("gpuMemory", one -> one.layer().gpuMemoryBytes())
          .number("maxGpus", one -> one.layer().maxGpus())
          .numberIfAny(
              "timeoutWithoutLog", one -> one.layer().timeoutWithoutLog().map(Shapes::seconds))
          .timeIfAny("startAfter", one -> one.layer().startAfter().map(StartAfter::time))
          .textIfAny("startAfterReason", one -> one.layer().startAfter().map(StartAfter::reason))
          .truth("memoryOptimizer", one -> one.layer().memoryOptimizer())
          .all(RunMembers.of(one -> one.layer().runs()))
          .build();

  static final Shape<Frame> FRAME =
      Shape.<Frame>of("Frame")
          .text("id", frame -> frame.id().value())
          .text("name", Frame::name)
          .textIfAny("jobId", frame -> frame.jobId().map(JobId::value))
          .textIfAny("layerId", frame -> frame.layerId().map(LayerId::value))
          .text("layer", Frame::layerName)
          .number("number", Frame::number)
          .word("state", Frame::state)
          .number("retries", Frame::retries)
          .number("exitStatus", Frame::exitStatus)
          .number("exitSignal", Frame::exitSignal)
          .number("dispatchOrder", Frame::dispatchOrder)
          .megabytes("maxMemory", Frame::maxRssBytes)
          .megabytes("usedMemory", Frame::usedMemoryBytes)
          .megabytes("reservedMemory", Frame::reservedMemoryBytes)
          .corePoints("cores", Frame::lastCores)
          .count("coreSeconds", frame -> frame.totalCoreTime().toSeconds())
          .textIfAny("host", frame -> Optional.of(frame.lastHost()).filter(host -> !host.isEmpty()))
          .timeIfAny("startTime", Frame::startTime)
          .timeIfAny("stopTime", Frame::stopTime)
          .numberIfKnown("progress", Frame::progress)
          .build();

  private Shapes() {}

  /** What is neither done nor dead nor running, so that the counts add up. */
  private static int waiting(FrameCounts frames) {
    return frames.pending() + frames.checkpoint();
  }

  static int seconds(Duration time) {
    return (int) Math.min(Integer.MAX_VALUE, time.toSeconds());
  }
}
