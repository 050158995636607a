package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.Service;
import io.farmgate.domain.Show;
import io.farmgate.domain.Subscription;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a farm is set up at first, and what becomes of what an older one had. */
final class SetupTest {
  @TempDir Path folder;

  @Test
  void freshFarmShouldHoldNothingBack() {
    try (TestFarm farm = TestFarm.open(folder, 2)) {
      Allocation standard = farm.ports.setup().allocations().standard();
      assertThat(farm.ports.setup().allocations().all()).containsExactly(standard);
      assertThat(standard.name()).isEqualTo("local.general");
      assertThat(standard.tag()).isEqualTo("general");
      assertThat(standard.hosts().hosts()).isEqualTo(1);
      assertThat(standard.hosts().cores()).isEqualTo(Cores.of(2));
      assertThat(farm.ports.setup().facilities().byName("local")).isPresent();
      Show show = farm.ports.shows().create("other_show");
      for (Show each : farm.ports.shows().all()) {
        Subscription subscription =
            farm.ports.setup().subscriptions().find(each.name(), "local.general").orElseThrow();
        assertThat(subscription.size()).isEqualTo(Cores.ZERO);
        assertThat(subscription.burst()).isEqualTo(Cores.of(100_000));
      }
      assertThat(farm.ports.setup().subscriptions().ofShow(show.id())).hasSize(1);
      assertThat(farm.ports.setup().services().all())
          .extracting(Service::name)
          .containsExactly(Service.STANDARD);
    }
  }

  @Test
  void whatIsSetUpShouldOutliveTheFarm() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      farm.ports.setup().limits().create("nuke", 3);
      JobSpec spec = job("held", Specs.withLimits(layer("comp", "1", "exec sleep 300"), "nuke"));
      Job job = farm.submit(spec);
      TestFarm.await(
          () -> farm.frame(job, "0001-comp").state() == FrameState.RUNNING, () -> "running");
      assertThat(farm.ports.setup().limits().byName("nuke").map(Limit::running)).contains(1);
      farm.ports.hosts().setLock(farm.ports.hosts().all().getFirst().id(), Host.LockState.LOCKED);

      farm.reopen();

      // The frame waits anew, and nothing runs under the limit.
      assertThat(farm.frame(job, "0001-comp").state()).isEqualTo(FrameState.WAITING);
      assertThat(farm.ports.setup().limits().all())
          .singleElement()
          .extracting(Limit::name, Limit::maxRunning, Limit::running)
          .containsExactly("nuke", 3, 0);
    }
  }

  @Test
  void farmOfTheFirstVersionsShouldBeDividedToo() throws Exception {
    Path state = Files.createDirectories(folder.resolve("state"));
    String url = "jdbc:sqlite:" + state.resolve("farm.db");
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:io/farmgate/adapter/embedded/migration")
        .target("2")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO show (key, name, default_min_cores, default_max_cores)"
              + " VALUES ('s1', 'old_show', 100, 20000)");
      statement.executeUpdate("INSERT INTO host (key, name) VALUES ('h1', 'old_name')");
      statement.executeUpdate(
          "INSERT INTO job (key, show, job_group, name, short_name, shot, user, email, facility,"
              + " os, priority, min_cores, max_cores, paused, auto_eat, max_retries, started_at,"
              + " stopped_at, log_directory)"
              + " VALUES ('j1', 1, 1, 'old', 'old', 'sh1', 'ada', '', 'cloud', '', 1, 100, 100, 0,"
              + " 0, 0, 1, 2, '/logs')");
      statement.executeUpdate(
          "INSERT INTO layer (key, job, name, type, range, chunk, command, min_cores, max_cores,"
              + " threadable, memory, gpus, gpu_memory, tags, services, limits, dispatch_order,"
              + " first_frame, waiting)"
              + " VALUES ('l1', 1, 'comp', 'RENDER', '1-3', 1, 'true', 100, 0, 0, 1, 0, 0, '', '',"
              + " 'nuke', 1, 1, 3)");
    }

    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Show show = farm.ports.shows().byName("old_show").orElseThrow();
      assertThat(show.totals().createdJobs()).isEqualTo(1);
      assertThat(show.totals().createdFrames()).isEqualTo(3);
      assertThat(farm.ports.setup().subscriptions().find("old_show", "local.general")).isPresent();
      assertThat(farm.ports.setup().facilities().byName("cloud")).isPresent();
      assertThat(farm.ports.hosts().all().getFirst().allocation()).isEqualTo("local.general");
      assertThat(farm.ports.layers().ofJob(new JobId("j1")).getFirst().limits()).isEmpty();
    }
  }
}
