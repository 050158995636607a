package io.farmgate.benchmarks;

import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.job.JobSeq;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.job.JobStats;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.farmgate.opencue.wire.show.ShowSeq;
import io.farmgate.opencue.wire.show.ShowStats;
import java.util.Locale;
import java.util.UUID;

/** What the fake farm holds: jobs and shows with every figure that a busy farm's have. */
final class SampleFarm {
  private SampleFarm() {}

  /** Returns the answer of GetShows: two shows, as small as real ones are. */
  static ShowGetShowsResponse shows() {
    ShowSeq.Builder shows = ShowSeq.newBuilder();
    for (int i = 0; i < 2; i++) {
      shows.addShows(
          Show.newBuilder()
              .setId(id(i))
              .setName("show_" + i)
              .setDefaultMinCores(1)
              .setDefaultMaxCores(200_000)
              .setBookingEnabled(true)
              .setDispatchEnabled(true)
              .setActive(true)
              .setShowStats(ShowStats.newBuilder().setRunningFrames(i + 1).setPendingJobs(7))
              .setDefaultMinGpus(100)
              .setDefaultMaxGpus(100_000));
    }
    return ShowGetShowsResponse.newBuilder().setShows(shows).build();
  }

  /** Returns the answer of GetJobs with so many jobs, about 310 bytes each. */
  static JobGetJobsResponse jobs(int count) {
    JobSeq.Builder jobs = JobSeq.newBuilder();
    for (int i = 0; i < count; i++) {
      jobs.addJobs(job(i));
    }
    return JobGetJobsResponse.newBuilder().setJobs(jobs).build();
  }

  private static Job job(int i) {
    String shot = String.format(Locale.ROOT, "sh%04d", i % 10_000);
    String name = "show_1-" + shot + "-artist_comp_v" + i % 100;
    return Job.newBuilder()
        .setId(id(i))
        .setState(i % 5 == 0 ? JobState.FINISHED : JobState.PENDING)
        .setName(name)
        .setShot(shot)
        .setShow("show_1")
        .setUser("artist" + i % 50)
        .setGroup("comp")
        .setFacility("local")
        .setOs("Linux")
        .setUid(1000 + i % 50)
        .setPriority(i % 200)
        .setMinCores(1)
        .setMaxCores(37.5f)
        .setLogDir("/shots/show_1/" + shot + "/logs/" + name + "--" + id(i))
        .setHasComment(i % 7 == 0)
        .setStartTime(1_790_000_000 + i)
        .setJobStats(
            JobStats.newBuilder()
                .setTotalLayers(3)
                .setTotalFrames(240)
                .setWaitingFrames(i % 90)
                .setRunningFrames(i % 40)
                .setDeadFrames(i % 3)
                .setSucceededFrames(i % 100)
                .setPendingFrames(i % 90)
                .setAvgFrameSec(612 + i % 100)
                .setHighFrameSec(2_400)
                .setAvgCoreSec(1_224)
                .setRenderedFrameCount(i % 100)
                .setRemainingCoreSec(88_000L + i)
                .setTotalCoreSec(123_456_789L + i)
                .setRenderedCoreSec(123_000_000L)
                .setMaxRss(7_340_032L))
        .build();
  }

  private static String id(int i) {
    return new UUID(0x1e9bf3a0c4d24f11L + i, 0x9a7c0e5518d2b6f0L ^ i).toString();
  }
}
