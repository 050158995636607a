package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Host;
import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.Show;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.spec.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations that OpenCue's document has, on any farm. */
abstract class ResourceSuite extends OnAFarm {
  @Test
  void showsShouldBeListedWithTheirCorePoints() {
    Show show = drive.farm().shows().byName(drive.show()).orElseThrow();

    JsonNode found = one(gateway.get("/api/show").json().path("shows"), drive.show());

    assertThat(found.path("id").asText()).isEqualTo(show.id().value());
    assertThat(found.path("active").asBoolean()).isTrue();
    assertThat(found.path("defaultMinCores").asInt())
        .isEqualTo(show.defaultMinCores().hundredths());
    assertThat(found.path("defaultMaxCores").asInt())
        .isEqualTo(show.defaultMaxCores().hundredths());
  }

  @Test
  void aShowShouldBeKnownByIdAndByName() {
    Job job = drive.launch("one", "1-3", drive.work().succeed());
    String id = drive.farm().shows().byName(drive.show()).orElseThrow().id().value();

    for (String key : List.of(id, drive.show())) {
      JsonNode jobs = gateway.get("/api/show/" + key + "/job").json().path("jobs");
      assertThat(jobs).hasSize(1);
      assertThat(jobs.get(0).path("id").asText()).isEqualTo(job.id().value());
      assertThat(jobs.get(0).path("show").asText()).isEqualTo(drive.show());
    }
  }

  @Test
  void everyStateShouldHaveItsWordAndItsFilter() {
    String gate = "gate" + drive.show();
    Job finished = drive.launch("finished", "1", drive.work().succeed());
    drive.await(finished, JobState.SUCCEEDED);
    Job running = drive.launch("running", "1", drive.work().untilOpened(gate));
    drive.await(running, JobState.RUNNING);
    drive.launch(
        Specs.withPaused(
            Specs.job("paused", Specs.layer("comp", "1-2", drive.work().succeed())), true));
    Job killed = drive.launch("killed", "1", drive.work().untilOpened("never" + gate));
    drive.farm().jobControl().kill(killed.id(), FarmDriver.REASON);
    Job failed = drive.launch("failed", "1", drive.work().fail(3));
    drive.await(failed, JobState.FAILED);
    drive.lockAll(LockState.LOCKED);
    drive.launch("waiting", "1", drive.work().succeed());

    assertThat(names("PENDING")).containsExactlyInAnyOrder("failed", "waiting");
    assertThat(names("RUNNING")).containsExactly("running");
    assertThat(names("PAUSED")).containsExactly("paused");
    assertThat(names("FINISHED")).containsExactlyInAnyOrder("finished", "killed");
    assertThat(gateway.get("/api/show/" + drive.show() + "/job").json().path("jobs")).hasSize(6);
    drive.lockAll(LockState.OPEN);
    drive.work().open(gate);
  }

  /** Returns the short names of the show's jobs in a state, and checks that they are in it. */
  private List<String> names(String state) {
    List<String> names = new ArrayList<>();
    for (JsonNode job :
        gateway.get("/api/show/" + drive.show() + "/job?state=" + state).json().path("jobs")) {
      assertThat(job.path("state").asText()).isEqualTo(state);
      String name = job.path("name").asText();
      names.add(name.substring(name.lastIndexOf('_') + 1));
    }
    return names;
  }

  @Test
  void countsShouldAddUp() {
    Job job = drive.launch("counts", "1-6", drive.work().fail(1));
    drive.await(job, JobState.FAILED);

    JsonNode told = gateway.get("/api/job/" + job.id()).json();

    assertThat(told.path("totalFrames").asInt()).isEqualTo(6);
    assertThat(told.path("deadFrames").asInt()).isEqualTo(6);
    assertThat(
            told.path("doneFrames").asInt()
                + told.path("runningFrames").asInt()
                + told.path("deadFrames").asInt()
                + told.path("waitingFrames").asInt())
        .isEqualTo(6);
  }

  @Test
  void aJobShouldBeKnownByIdAndByItsFullName() {
    // The full name has dashes anyway; OpenCue makes underscores of those in the short one.
    Job job = drive.launch("v1.2_final_x", "1-2", drive.work().succeed());

    for (String key :
        List.of(
            job.id().value(),
            job.name(),
            job.name().replace("-", "%2D").replace(".", "%2e").replace("_", "%5f"))) {
      JsonNode told = gateway.get("/api/job/" + key).json();
      assertThat(told.path("id").asText()).as(key).isEqualTo(job.id().value());
      assertThat(told.path("name").asText()).isEqualTo(job.name());
    }
  }

  @Test
  void layersShouldBeToldInOrderAndInCorePoints() {
    Job job =
        drive
            .launch(
                Specs.job(
                    "layers",
                    Specs.layer("first", "1-3", drive.work().succeed()),
                    Specs.layer("second", "1-5", drive.work().succeed())))
            .getFirst();
    List<Layer> layers = drive.farm().layers().ofJob(job.id());

    JsonNode told = gateway.get("/api/job/" + job.name() + "/layer").json().path("layers");

    assertThat(told).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(told.get(i).path("id").asText()).isEqualTo(layers.get(i).id().value());
      assertThat(told.get(i).path("name").asText()).isEqualTo(i == 0 ? "first" : "second");
      assertThat(told.get(i).path("type").asText()).isEqualTo("RENDER");
      assertThat(told.get(i).path("totalFrames").asInt()).isEqualTo(i == 0 ? 3 : 5);
      assertThat(told.get(i).path("minCores").asInt())
          .isEqualTo(layers.get(i).minCores().hundredths());
    }
  }

  @Test
  void aJobThatIsKilledShouldBeFinishedAndStayIt() {
    Job job = drive.launch("doomed", "1-2", drive.work().untilOpened("never" + drive.show()));

    Answer killed = gateway.delete("/api/job/" + job.name());
    assertThat(killed.status()).isEqualTo(200);
    assertThat(killed.json().path("success").asBoolean()).isTrue();
    assertThat(killed.json().path("message").asText())
        .isEqualTo("Job " + job.name() + " was killed");
    assertThat(drive.again(job).state()).isEqualTo(JobState.KILLED);
    assertThat(gateway.get("/api/job/" + job.id()).json().path("state").asText())
        .isEqualTo("FINISHED");

    Answer again = gateway.delete("/api/job/" + job.id());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("message").asText()).contains("is finished already");
  }

  @Test
  void whoMayOnlyReadShouldKillNothing() {
    Job job = drive.launch("kept", "1", drive.work().untilOpened("never" + drive.show()));

    Answer refused = gateway.call("DELETE", "viewer", "/api/job/" + job.id());

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.error()).contains("viewer", "operator");
    assertThat(drive.again(job).state().isFinished()).isFalse();
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }

  @Test
  void hostsShouldBeToldInCoresMegabytesAndPercent() {
    Host host = drive.host();

    JsonNode told = one(gateway.get("/api/host").json().path("hosts"), host.name());

    assertThat(told.path("id").asText()).isEqualTo(host.id().value());
    assertThat(told.path("state").asText()).isEqualTo("UP");
    assertThat(told.path("lock").asText()).isEqualTo("OPEN");
    assertThat(told.path("totalCores").asInt()).isEqualTo(host.totalCores().hundredths() / 100);
    assertThat(told.path("totalMemory").asLong()).isEqualTo(host.totalMemoryBytes() / 1_048_576);
    assertThat(told.path("load").asInt()).isNotNegative();
  }

  @Test
  void hostsShouldBeFilteredByStateAndShowTheirLock() {
    Host host = drive.host();
    drive.farm().hosts().setLock(host.id(), LockState.LOCKED);

    assertThat(
            one(gateway.get("/api/host?state=UP").json().path("hosts"), host.name())
                .path("lock")
                .asText())
        .isEqualTo("LOCKED");
    for (String state : Set.of("DOWN", "REPAIR")) {
      assertThat(gateway.get("/api/host?state=" + state).json().path("hosts"))
          .noneMatch(found -> found.path("name").asText().equals(host.name()));
    }
    drive.farm().hosts().setLock(host.id(), LockState.OPEN);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/show/nix/job,   there is no show 'nix'",
    "GET,    /api/job/nix,        there is no job 'nix'",
    "GET,    /api/job/a%20%C3%A4, there is no job 'a \u00e4'",
    "GET,    /api/job/%20,        there is no job ' '",
    "DELETE, /api/job/nix,        there is no job 'nix'",
    "GET,    /api/job/nix/layer,  there is no job 'nix'",
    "GET,    /farms/nix/api/show, there is no farm 'nix' (there are: [local])"
  })
  void whatIsNotThereShouldBeNamed(String verb, String path, String error) {
    Answer answer = gateway.call(verb, "operator", path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isEqualTo(error);
  }

  @Test
  void anotherStateShouldBeRefusedWithTheWordsThatThereAre() {
    Answer jobs = gateway.get("/api/show/" + drive.show() + "/job?state=DONE");
    Answer hosts = gateway.get("/api/host?state=up");

    assertThat(jobs.status()).isEqualTo(400);
    assertThat(jobs.error())
        .isEqualTo("state: 'DONE' (expected: one of PENDING, RUNNING, FINISHED, PAUSED)");
    assertThat(hosts.error()).isEqualTo("state: 'up' (expected: one of UP, DOWN, REPAIR)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/show", "/farms/local/api/show"})
  void aFarmShouldBeReachedByDefaultAndByName(String path) {
    String show = drive.show();

    assertThat(one(gateway.get(path).json().path("shows"), show).path("name").asText())
        .isEqualTo(show);
  }
}
