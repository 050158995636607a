package io.farmgate.adapter.embedded;

import io.farmgate.domain.Commented;
import io.farmgate.domain.Job;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.schedule.Reordering;
import java.nio.file.Path;
import java.util.List;

/**
 * A program of its own that opens a farm, submits and changes jobs without end, and says on its
 * standard output what the farm has acknowledged. The test kills it.
 */
final class CrashingFarm {
  private CrashingFarm() {}

  /** Takes the test's folder and a prefix for the jobs' names. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    EmbeddedFarm farm = EmbeddedFarm.open(TestFarm.config(folder, 3));
    say("open " + ProcessHandle.current().pid());
    for (int i = 0; ; i++) {
      Job job =
          farm.ports()
              .submissions()
              .launch(
                  TestFarm.submission(
                      List.of(
                          TestFarm.job(
                              arguments[1] + i,
                              2,
                              false,
                              TestFarm.layer("comp", "1-4", Crashes.command(folder))))))
              .getFirst();
      say("submitted " + job.id());
      farm.ports().jobControl().setPriority(job.id(), 1 + i % 7);
      say("priority " + job.id() + " " + (1 + i % 7));
      farm.ports().work().comments().add(Commented.of(job.id()), "ada", "seen", "round " + i);
      say("commented " + job.id());
      farm.ports()
          .work()
          .frameOrder()
          .reorder(job.id(), new Reordering.Reversed(FrameRange.parse("1-4")));
      if (i % 5 == 3) {
        retry(farm, job);
      } else if (i % 5 == 1) {
        farm.ports().frameControl().kill(FrameQuery.of(job.id()), TestFarm.BY_TEST);
      } else if (i % 5 == 4) {
        farm.ports().jobControl().kill(job.id(), TestFarm.BY_TEST);
        say("killed " + job.id());
      }
      tell(farm.ports().jobs().list(JobQuery.UNFINISHED));
    }
  }

  /** What was read is acknowledged too: it must not be less at the next start. */
  private static void tell(List<Job> jobs) {
    jobs.stream()
        .filter(job -> job.runs().succeeded() + job.runs().failed() > 0)
        .limit(3)
        .forEach(job ->
            say(
                "runs "
                    + job.id()
                    + " "
                    + job.runs().succeeded()
                    + " "
                    + job.runs().failed()
                    + " !"));
  }

  private static void retry(EmbeddedFarm farm, Job job) {
    try {
      farm.ports().frameControl().retry(FrameQuery.of(job.id()), TestFarm.BY_TEST);
    } catch (FarmException e) {
      say("refused " + e.getMessage());
    }
  }

  // Standard output is how this program talks to the test.
  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
