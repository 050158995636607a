package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.JobId;
import io.farmgate.domain.port.FrameQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not grow with the number of frames is answered from indexes, unsorted. */
class QueryPlanTest {
  @TempDir Path folder;

  @Test
  void nextFrameShouldBeFoundWithoutScanningOrSorting() {
    try (FarmDatabase database = FarmDatabase.open(folder.resolve("farm.db"))) {
      List<String> job =
          plan(database, Booking.NEXT.replace(":cores", "1").replace(":memory", "1"));
      List<String> frame =
          plan(
              database,
              "SELECT id FROM frame WHERE layer = 1 AND state = 'WAITING'"
                  + " ORDER BY dispatch_order LIMIT 1");

      assertThat(job).anyMatch(step -> step.contains("INDEX job_queue"));
      assertThat(job)
          .noneMatch(step -> step.contains("TEMP B-TREE") || step.matches("SCAN [lspf]"));
      assertThat(frame)
          .containsExactly("SEARCH frame USING COVERING INDEX frame_waiting (layer=?)");
    }
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

  private static List<String> plan(FarmDatabase database, String sql) {
    return database.read(h ->
        h.createQuery("EXPLAIN QUERY PLAN " + sql)
            .map((row, context) -> row.getString("detail"))
            .list());
  }
}
