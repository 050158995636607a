package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Proc;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.spec.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Procs by filters, and whose turn it is after them, on any farm. */
abstract class ProcsSuite extends OnAFarm {

  /** Two layers with a frame each, which run until they are killed. */
  private Job running(String name) {
    String endless = drive.work().untilOpened("never" + drive.show());
    Job job =
        drive
            .launch(
                Specs.job(
                    name, Specs.layer("left", "1", endless), Specs.layer("right", "1", endless)))
            .getFirst();
    drive.until("both to run", () -> drive.procs(job), procs -> procs.size() == 2);
    drive.lockAll(LockState.LOCKED);
    return job;
  }

  private void end(Job... jobs) {
    for (Job job : jobs) {
      drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
    }
    drive.lockAll(LockState.OPEN);
  }

  private List<String> layers(String query) {
    return gateway.get("/api/proc?" + query).json().path("procs").findValuesAsText("frame");
  }

  @Test
  void filtersShouldNarrowTogether() {
    Job job = running("filtered");
    String ours = "job=" + job.name();

    assertThat(layers(ours)).containsExactlyInAnyOrder("0001-left", "0001-right");
    assertThat(layers("job=nix," + job.id())).hasSize(2);
    assertThat(layers(ours + "&host=" + drive.host().id())).isEqualTo(layers(ours));
    assertThat(layers(ours + "&layer=left")).containsExactly("0001-left");
    assertThat(layers(ours + "&layer=left,right")).hasSize(2);
    String allocation = drive.host().allocation();
    assertThat(layers(ours + "&allocation=" + allocation)).hasSize(2);
    assertThat(layers(ours + "&allocation=nix.nix")).isEmpty();
    long reserved = drive.procs(job).getFirst().reservedMemoryBytes() >> 20;
    assertThat(layers(ours + "&minMemory=" + reserved + "&maxMemory=" + reserved)).hasSize(2);
    assertThat(layers(ours + "&minMemory=" + (reserved + 1))).isEmpty();
    assertThat(layers(ours + "&maxTime=3600")).hasSize(2);
    assertThat(layers(ours + "&minTime=3600")).isEmpty();
    end(job);
  }

  @Test
  void procsShouldBeUnbookedAndKilledByTheSameFilters() {
    assumeThat(lacks()).doesNotContain(Capability.UNBOOK_PROCS, Capability.KILL_PROCS);
    Job job = running("by_filter");
    String left = "?layer=left&job=" + job.name();

    Answer unbooked = gateway.post("/api/proc/unbook" + left, "");
    assertThat(unbooked.json().path("changed").asInt()).as(unbooked.body()).isEqualTo(1);
    assertThat(unbooked.json().path("message").asText())
        .isEqualTo("1 proc will take no further frame");
    assertThat(drive.procs(job))
        .allSatisfy(proc -> assertThat(proc.unbooked()).isEqualTo(proc.layerName().equals("left")));
    Answer none = gateway.post("/api/proc/kill" + left + "&minTime=3600", "");
    assertThat(none.json().path("message").asText()).isEqualTo("0 procs killed");
    assertThat(gateway.post("/api/proc/kill" + left, "").json().path("changed").asInt())
        .isEqualTo(1);
    drive.until(
        "the left one to end",
        () -> drive.procs(job).stream().map(Proc::layerName).toList(),
        List.of("right")::equals);
    end(job);
  }

  /** A script that has lost its filter must not empty the farm. */
  @ParameterizedTest
  @ValueSource(strings = {"unbook", "kill", "redirect"})
  void allProcsOfAFarmShouldNotBeMeantBySilence(String action) {
    Job job = running("safe");
    String body = action.equals("redirect") ? "{\"job\":\"%s\"}".formatted(job.name()) : "";

    Answer refused = gateway.post("/api/proc/" + action, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).startsWith("query: no filter (expected: one of show, host, job, ");
    assertThat(gateway.post("/api/proc/" + action + "?minMemory=0&minTime=0", body).error())
        .startsWith("query: no filter");
    assertThat(gateway.post("/api/proc/" + action + "?jobs=x", body).status()).isEqualTo(400);
    assertThat(gateway.send("POST", "viewer", "/api/proc/" + action + "?job=x", body).status())
        .isIn(403, 404);
    assertThat(drive.procs(job)).hasSize(2).noneMatch(Proc::unbooked);
    end(job);
  }

  @Test
  void aProcShouldBeRedirectedToAJobAndBack() {
    assumeThat(lacks()).doesNotContain(Capability.REDIRECT_PROCS);
    Job job = running("giver");
    Job other = drive.launch("taker", "1", drive.work().succeed());
    String path = "/api/proc/" + drive.procs(job).getFirst().id();
    String body = "{\"job\":\"%s\"}".formatted(other.name());

    assertThat(gateway.get(path).json().has("redirectTarget")).isFalse();
    assertThat(gateway.send("POST", "viewer", path + "/redirect", body).status()).isEqualTo(403);
    assertThat(gateway.post(path + "/redirect", body).json().path("message").asText())
        .endsWith(" was redirected to " + other.name());
    assertThat(gateway.get(path).json().path("redirectTarget").asText()).isEqualTo(other.name());
    assertThat(gateway.delete(path + "/redirect").json().path("message").asText())
        .endsWith(" is redirected no longer");
    assertThat(gateway.delete(path + "/redirect").json().path("message").asText())
        .endsWith(" was not redirected");
    assertThat(gateway.get(path).json().has("redirectTarget")).isFalse();
    end(job, other);
  }

  @Test
  void procsShouldBeEndedForTheSakeOfAGroup() {
    assumeThat(lacks())
        .doesNotContain(Capability.REDIRECT_PROCS, Capability.GROUPS, Capability.KILL_PROCS);
    Job job = running("ended");
    Job other = drive.launch("instead", "1", drive.work().succeed());
    String group =
        gateway.get("/api/show/" + drive.show() + "/group").json().at("/groups/0/id").asText();
    String made =
        gateway
            .post("/api/group/" + group + "/group", "{\"name\":\"first_ones\"}")
            .json()
            .path("id")
            .asText();
    gateway.post("/api/group/" + made + "/job", "{\"jobs\":[\"%s\"]}".formatted(other.name()));

    Answer done =
        gateway.post(
            "/api/proc/redirect?job=" + job.name(),
            "{\"group\":\"%s\",\"kill\":true}".formatted(made));
    assertThat(done.json().path("message").asText())
        .as(done.body())
        .isEqualTo("2 procs redirected to first_ones");
    drive.until("both to end", () -> drive.procs(job), List::isEmpty);
    drive.lockAll(LockState.OPEN);
    drive.await(other, JobState.SUCCEEDED);
    end(job);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kill":true}             | 400 | job: 0 of job and group (expected: one)
          {"job":"a","group":"b"}   | 400 | job: 2 of job and group (expected: one)
          {"job":"nix"}             | 404 | there is no job 'nix'
          {"group":"nix"}           | 404 | there is no group 'nix'
          {"group":" "}             | 404 | there is no group ' '
          {"job":7}                 | 400 | body: 2 problems: job: a number (expected: a text)
          {"jobs":"a"}              | 400 | body: 2 problems
          """)
  void aTurnThatIsWrongShouldBeTold(String body, int status, String error) {
    Answer refused = gateway.post("/api/proc/redirect?job=x", body);
    assertThat(refused.status()).as(refused.body()).isEqualTo(status);
    assertThat(refused.error()).startsWith(error);

    Answer ofOne = gateway.post("/api/proc/nix/redirect", body);
    assertThat(ofOne.status()).as(ofOne.body()).isEqualTo(status);
    assertThat(ofOne.error()).startsWith(status == 404 ? "there is no proc 'nix'" : error);
  }

  @Test
  void noProcShouldBeTakenForTheNameOfAnAction() {
    assertThat(gateway.get("/api/proc/unbook").header("Allow")).isEqualTo("OPTIONS, POST");
    assertThat(gateway.get("/api/proc/nix").status()).isEqualTo(404);
  }

  @Test
  void whatRunsHaveUsedShouldBeTold() {
    Job job =
        drive
            .launch(
                Specs.withRetries(
                    Specs.job(
                        "used",
                        Specs.layer("good", "1-3", drive.work().succeed()),
                        Specs.layer("bad", "1", drive.work().fail(3))),
                    1,
                    false))
            .getFirst();
    drive.await(job, JobState.FAILED);

    JsonNode told = gateway.get("/api/job/" + job.name()).json();
    assertThat(told.path("succeededRuns").asInt()).isEqualTo(3);
    assertThat(told.path("failedRuns").asInt()).isEqualTo(2);
    assertThat(told.path("highFrameTime").asInt())
        .isGreaterThanOrEqualTo(told.path("averageFrameTime").asInt());
    assertThat(told.path("coreSeconds").asInt())
        .isGreaterThanOrEqualTo(told.path("failedCoreSeconds").asInt());
    JsonNode layers = gateway.get("/api/job/" + job.name() + "/layer").json().path("layers");
    assertThat(one(layers, "good").path("succeededRuns").asInt()).isEqualTo(3);
    assertThat(one(layers, "bad").path("failedRuns").asInt()).isEqualTo(2);
    JsonNode show = gateway.get("/api/show/" + drive.show()).json();
    assertThat(show.path("succeededRuns").asInt()).isEqualTo(3);
    assertThat(show.path("createdFrames").asInt()).isEqualTo(4);
    assertThat(gateway.get("/api/job/" + job.name() + "?fields=peakMemory").json().fieldNames())
        .toIterable()
        .containsExactly("id", "peakMemory");
  }
}
