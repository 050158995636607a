package io.farmgate.adapter.embedded;

import static io.farmgate.adapter.embedded.TestFarm.job;
import static io.farmgate.adapter.embedded.TestFarm.layer;
import static io.farmgate.adapter.embedded.TestFarm.paused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk: that it outlives the farm, and what is refused. */
class StateTest {
  @TempDir Path folder;

  @Test
  void firstStartShouldCreateTheDefaultShow() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      assertThat(farm.ports.shows().all()).extracting(Show::name).containsExactly("demo_show");
      farm.reopen();
      assertThat(farm.ports.shows().all()).extracting(Show::name).containsExactly("demo_show");
    }
  }

  @Test
  void everythingShouldOutliveTheFarm() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Show show = farm.ports.shows().create("other_show");
      Job job = farm.submit(paused(job("kept", layer("comp", "1-3", "true"))));
      farm.ports.jobControl().setPriority(job.id(), 77);
      Job before = farm.job(job.id());

      farm.reopen();

      assertThat(farm.job(job.id())).isEqualTo(before);
      assertThat(farm.ports.shows().byId(show.id())).contains(show);
      farm.ports.jobControl().resume(job.id());
      farm.awaitState(job, JobState.SUCCEEDED);
    }
  }

  @Test
  void closeShouldEndWhatRunsAndTheNextStartShouldRunItAgain() {
    Path pid = folder.resolve("pid");
    Path again = folder.resolve("again");
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      Job job =
          farm.submit(
              job(
                  "interrupted",
                  layer(
                      "comp",
                      "1",
                      "test -e " + again + " && exit 0; echo $$ > " + pid + "; sleep 300")));
      TestFarm.await(() -> Files.exists(pid) && !TestFarm.read(pid).isBlank(), () -> "a pid");
      farm.farm.close();
      assertThat(ProcessTable.find(Long.parseLong(TestFarm.read(pid).strip()))).isEmpty();
      Files.createFile(again);

      farm.reopen();

      farm.awaitState(job, JobState.SUCCEEDED);
      Frame frame = farm.frame(job, "0001-comp");
      assertThat(frame.retries()).isZero();
      assertThat(frame.state()).isEqualTo(FrameState.SUCCEEDED);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closedFarmShouldSayThatItIsClosing() {
    TestFarm farm = TestFarm.open(folder, 1);
    farm.close();
    farm.close();

    assertUnavailable(() -> farm.ports.shows().all());
    assertUnavailable(() -> farm.ports.shows().create("other_show"));
  }

  @Test
  void secondFarmOnAFolderShouldBeRefusedWithThePid() {
    try (TestFarm farm = TestFarm.open(folder, 1)) {
      assertThatThrownBy(() -> EmbeddedFarm.open(farm.config))
          .isInstanceOf(FarmStartException.class)
          .hasMessageContaining(folder.resolve("state").toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(farm.ports.shows().all()).hasSize(1);
    }
  }

  @Test
  void damagedDatabaseShouldBeRefusedAndLeftAlone() throws IOException {
    TestFarm.open(folder, 1).close();
    Path database = folder.resolve("state/farm.db");
    byte[] bytes = Files.readAllBytes(database);
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
    Files.write(database, bytes);

    assertRefused("farm.db is damaged");

    assertThat(Files.readAllBytes(database)).isEqualTo(bytes);
  }

  @Test
  void fileThatIsNoDatabaseShouldBeRefusedAndLeftAlone() throws IOException {
    Path database = Files.createDirectories(folder.resolve("state")).resolve("farm.db");
    String text = "these are my notes\n".repeat(100);
    Files.writeString(database, text);

    assertRefused("is no database");

    assertThat(database).content(StandardCharsets.UTF_8).isEqualTo(text);
  }

  @Test
  void databaseOfANewerVersionShouldBeRefused() throws SQLException {
    TestFarm.open(folder, 1).close();
    String url = "jdbc:sqlite:" + folder.resolve("state/farm.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO flyway_schema_history SELECT installed_rank + 1, '99', 'from the future',"
              + " type, 'V99__from_the_future.sql', checksum, installed_by, installed_on,"
              + " execution_time, success FROM flyway_schema_history ORDER BY 1 DESC LIMIT 1");
    }

    assertRefused("is of version 99 and this program knows versions up to");
  }

  @Test
  void databaseOfAnotherProgramShouldBeRefusedAndLeftAlone() throws Exception {
    Path database = Files.createDirectories(folder.resolve("state")).resolve("farm.db");
    Statistics.execute(
        database, "CREATE TABLE songs (name TEXT)", "INSERT INTO songs VALUES ('a')");

    assertRefused("or not this farm's");

    assertThat(Statistics.count(database, "SELECT count(*) FROM sqlite_master")).isOne();
  }

  @Test
  void newestScriptShouldBeKnownByItsNumber() throws SQLException {
    TestFarm.open(folder, 1).close();

    assertThat(
            Statistics.count(
                folder.resolve("state/farm.db"),
                "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"))
        .isEqualTo(Migrations.NEWEST);
  }

  @Test
  void folderThatCannotBeWrittenToShouldBeRefused() throws IOException {
    // A file in the folder's place: root may write to any folder, but not into a file.
    Files.writeString(folder.resolve("state"), "", StandardOpenOption.CREATE_NEW);

    assertRefused("cannot be written to");
  }

  @Test
  void refusedFarmShouldLetGoOfTheFolder() throws IOException {
    Path database = Files.createDirectories(folder.resolve("state")).resolve("farm.db");
    Files.writeString(database, "no database at all, but long enough to look like something");
    assertRefused("is no database");
    Files.delete(database);

    TestFarm.open(folder, 1).close();
  }

  @Test
  void lockShouldHoldThePidAndBeFreeAfterwards() {
    Path locked = folder.resolve("locked");
    StateFolder lock = StateFolder.lock(locked);
    assertThat(locked.resolve("lock")).hasContent(Long.toString(ProcessHandle.current().pid()));
    assertThatThrownBy(() -> StateFolder.lock(locked)).isInstanceOf(FarmStartException.class);
    lock.close();
    StateFolder.lock(locked).close();
  }

  private void assertRefused(String sentence) {
    EmbeddedFarmConfig config = TestFarm.config(folder, 1).withKillGrace(Duration.ZERO);
    assertThatThrownBy(() -> EmbeddedFarm.open(config))
        .isInstanceOf(FarmStartException.class)
        .hasMessageContaining(sentence);
  }

  private static void assertUnavailable(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            FarmException.class,
            e -> assertThat(e.failure()).isInstanceOf(FarmFailure.Unavailable.class));
  }
}
