package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.RunStats;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a farm of an earlier version knows of its runs. */
class RunFiguresMigrationTest {
  @TempDir Path folder;

  @Test
  void figuresShouldComeFromWhatFramesKnow() throws SQLException {
    Path file = folder.resolve("farm.db");
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file, "", "")
        .locations("classpath:io/farmgate/adapter/embedded/migration")
        .target("11")
        .load()
        .migrate();
    Statistics.execute(
        file,
        "INSERT INTO show (id, key, name, default_min_cores, default_max_cores)"
            + " VALUES (1, 'show', 'demo_show', 100, 0)",
        "INSERT INTO job (id, key, show, name, short_name, shot, user, email, facility, os,"
            + " priority, min_cores, max_cores, paused, auto_eat, max_retries, started_at,"
            + " log_directory, job_group) SELECT 1, 'job', 1, 'j', 'j', 's', 'u', '', 'local', '',"
            + " 1, 100, 0, 1, 0, 3, 0, '/l', id FROM job_group WHERE show = 1",
        "INSERT INTO layer (id, key, job, name, type, range, chunk, command, min_cores, max_cores,"
            + " threadable, memory, gpus, gpu_memory, tags, services, dispatch_order, first_frame,"
            + " waiting) VALUES (1, 'layer', 1, 'l', 'RENDER', '1-3', 1, 'true', 200, 0, 0, 1, 0, 0,"
            + " '', '', 1, 1, 3)",
        frame(1, "SUCCEEDED", 1, 10_000, 14_000, 9_000, 50),
        frame(2, "SUCCEEDED", 0, 10_000, 20_000, 20_000, 70),
        frame(3, "DEAD", 2, 10_000, 11_000, 6_000, 90));

    try (FarmDatabase database = FarmDatabase.open(file)) {
      RunStats expected =
          new RunStats(
              2,
              4,
              Duration.ofSeconds(14),
              Duration.ofSeconds(4),
              Duration.ofSeconds(10),
              Duration.ofSeconds(28),
              Duration.ofSeconds(7),
              Duration.ZERO,
              Duration.ZERO,
              90);
      assertThat(new JobStore(database).byName("j").orElseThrow().runs()).isEqualTo(expected);
      assertThat(new ShowStore(database).byName("demo_show").orElseThrow().totals().runs())
          .isEqualTo(expected);
    }
  }

  private static String frame(
      int number, String state, int retries, int start, int stop, int core, int rss) {
    return "INSERT INTO frame (id, layer, dispatch_order, number, state, retries, started_at,"
        + " stopped_at, max_rss, last_cores, core_millis) VALUES ("
        + String.join(
            ", ",
            String.valueOf(number),
            "1",
            String.valueOf(number),
            String.valueOf(number),
            "'" + state + "'",
            String.valueOf(retries),
            String.valueOf(start),
            String.valueOf(stop),
            String.valueOf(rss),
            "200",
            String.valueOf(core))
        + ")";
  }
}
