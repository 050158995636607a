package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.FrameState;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not grow with the number of frames is answered from indexes, unsorted. */
class QueryPlanTest {
  @TempDir Path folder;

  @Test
  void nextFrameShouldBeFoundWithoutScanningOrSorting() {
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      assertThat(plan(database, Booking.FRAME.replace(":layer", "1")))
          .containsExactly("SEARCH frame USING COVERING INDEX frame_waiting (layer=?)");
    }
  }

  /** What the scheduler keeps in memory is read by jobs that are unfinished, and never sorted. */
  @Test
  void theQueueShouldBeReadWithoutLookingAtFinishedJobs() {
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      List<String> all = new ArrayList<>(plan(database, bound(Workload.JOBS)));
      all.addAll(plan(database, bound(Workload.LAYERS)));
      assertThat(all)
          .anyMatch(step -> step.contains("INDEX job_unfinished_name"))
          .noneMatch(step -> step.contains("TEMP B-TREE") || step.matches("SCAN [lspfx]"));

      List<String> one = new ArrayList<>();
      one.addAll(plan(database, bound(Workload.ONE_JOB)));
      one.addAll(plan(database, bound(Workload.ONE_LAYER)));
      one.addAll(plan(database, bound(Workload.LAYERS_OF_JOB)));
      assertThat(one).noneMatch(step -> step.contains("TEMP B-TREE") || step.startsWith("SCAN"));
    }
  }

  private static String bound(String sql) {
    return sql.replace(":facility", "'local'").replace(":id", "1");
  }

  @Test
  void framesShouldBeListedInDispatchOrderWithoutSorting() {
    FrameSelection all = new FrameSelection(FrameQuery.of(new JobId("job")), Map.of());
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      List<String> plan =
          plan(
              database,
              "SELECT f.id"
                  + all.sql().replace(":job", "'job'").replaceAll(":(limit|offset)", "1"));

      assertThat(plan).allMatch(step -> step.startsWith("SEARCH"));
    }
  }

  @Test
  void aPageOfJobsShouldBeFoundWithoutSortingAndStartWhereTheOneBeforeEnded() {
    JobQuery all =
        new JobQuery(
            Set.of(),
            Set.of(),
            List.of(),
            List.of(),
            Set.of("ada"),
            Set.of("sh1"),
            Set.of("demo_show"),
            Set.of(JobState.RUNNING),
            true,
            0);
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      for (JobQuery query : List.of(JobQuery.UNFINISHED, all)) {
        JobSelection selection = new JobSelection(query);
        for (JobOrder order : JobOrder.values()) {
          for (boolean seek : new boolean[] {false, true}) {
            for (String walk : selection.walks(order, seek)) {
              List<String> plan =
                  plan(database, "SELECT j.id" + walk.replaceAll(":(\\w+)", "'$1'"));

              assertThat(plan)
                  .as("%s %s: %s", order, walk, plan)
                  .noneMatch(step -> step.contains("TEMP B-TREE"))
                  .anyMatch(
                      step -> seek ? step.startsWith("SEARCH j USING") : step.contains(" j USING"));
            }
          }
        }
      }
    }
  }

  @Test
  void aPageOfFramesShouldStartWhereTheOneBeforeEnded() {
    FrameQuery dead = FrameQuery.of(new JobId("job")).in(Set.of(FrameState.DEAD));
    FrameSelection selection = new FrameSelection(dead, Map.of());
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      for (boolean reversed : new boolean[] {false, true}) {
        List<String> plan =
            plan(
                database,
                "SELECT f.id"
                    + selection
                        .sql(Optional.of(new FrameSelection.Seek(1, 1)), reversed)
                        .replace(":states", "'[]'")
                        .replaceAll(":(\\w+)", "1"));

        assertThat(plan)
            .noneMatch(step -> step.contains("TEMP B-TREE"))
            .anyMatch(
                step -> step.matches("SEARCH f USING .*layer=\\? AND dispatch_order[<>]\\?.*"));
      }
    }
  }

  private static List<String> plan(FarmDatabase database, String sql) {
    return database.read(h ->
        h.createQuery("EXPLAIN QUERY PLAN " + sql)
            .map((row, context) -> row.getString("detail"))
            .list());
  }
}
