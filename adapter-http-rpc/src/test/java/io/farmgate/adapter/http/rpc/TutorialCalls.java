package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every call that OpenCue's tutorial makes, with its body as it stands there, in the form of the
 * reference and in that of the tutorial. The same suite runs on each kind of farm.
 */
abstract class TutorialCalls extends CallsOnAFarm {
  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t01ListsShows(String form) {
    Answer answer = gateway.post(form + "/show.ShowInterface/GetShows", "{}");

    List<JsonNode> shows = list(answer, form, "shows");
    assertThat(texts(shows, "name")).containsExactly("demo_show", "other_show");
    JsonNode demo = shows.getFirst();
    assertThat(demo.path("id").asText()).isNotEmpty();
    assertThat(demo.path("active").asBoolean()).isTrue();
    assertThat(demo.path(form.isEmpty() ? "defaultMinCores" : "default_min_cores").isNumber())
        .isTrue();
    assertThat(demo.path(form.isEmpty() ? "defaultMaxCores" : "default_max_cores").isNumber())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t02ShowsOneShow(String form) {
    Answer answer = gateway.post(form + "/show.ShowInterface/GetShow", "{\"name\":\"demo_show\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/show/name").asText()).isEqualTo("demo_show");
    assertThat(answer.json().at("/show/id").asText()).isNotEmpty();
    assertThat(gateway.post(form + "/show.ShowInterface/GetShow", "{\"name\":\"nix\"}").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t03ListsTheJobsOfOneShowOnly(String form) {
    Answer answer =
        gateway.post(form + "/job.JobInterface/GetJobs", "{\"r\":{\"show\":\"demo_show\"}}");

    List<JsonNode> jobs = list(answer, form, "jobs");
    assertThat(texts(jobs, "id")).containsExactlyInAnyOrder(shot.id().value(), other.id().value());
    assertThat(texts(jobs, "show")).containsOnly("demo_show");
    assertThat(answer.header("X-Farmgate-Ignored")).isEmpty();
  }

  @Test
  void t03GivesTheTutorialsMembersInItsForm() {
    settle();
    Answer answer =
        gateway.post(
            "/flat/job.JobInterface/GetJobs",
            "{\"r\":{\"show\":\"demo_show\",\"user\":\"artist1\"}}");

    JsonNode job = list(answer, "/flat", "jobs").getFirst();
    assertThat(job.path("name").asText()).isEqualTo(shot.name());
    assertThat(job.path("user").asText()).isEqualTo("artist1");
    assertThat(job.path("state").asText()).isEqualTo("RUNNING");
    assertThat(job.path("total_frames").asInt()).isEqualTo(5);
    assertThat(job.at("/stats/pending_frames").asInt()).isZero();
    assertThat(job.at("/stats/running_frames").asInt()).isEqualTo(1);
    assertThat(job.at("/stats/succeeded_frames").asInt()).isEqualTo(3);
    assertThat(job.at("/stats/dead_frames").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t04ListsTheJobsOfOneUser(String form) {
    Answer answer =
        gateway.post(
            form + "/job.JobInterface/GetJobs",
            "{\"r\":{\"show\":\"demo_show\",\"user\":\"artist1\"}}");

    assertThat(texts(list(answer, form, "jobs"), "id")).containsExactly(shot.id().value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t05ListsJobsInADocumentedState(String form) {
    String pending = "{\"r\":{\"show\":\"demo_show\",\"state\":\"PENDING\"}}";
    assertThat(
            texts(
                list(gateway.post(form + "/job.JobInterface/GetJobs", pending), form, "jobs"),
                "id"))
        .containsExactlyInAnyOrder(shot.id().value(), other.id().value());
    settle();

    assertThat(jobsIn(form, "PENDING")).isEmpty();
    assertThat(jobsIn(form, "RUNNING")).containsExactly(shot.id().value());
    assertThat(jobsIn(form, "FINISHED")).containsExactly(other.id().value());
    memory.ports().jobControl().pause(shot.id());
    assertThat(jobsIn(form, "PAUSED")).containsExactly(shot.id().value());
    gateway.post(form + "/job.JobInterface/Kill", "{\"job\":{\"id\":\"" + shot.id() + "\"}}");
    assertThat(jobsIn(form, "KILLED")).containsExactly(shot.id().value());
    assertThat(gateway.post(form + "/job.JobInterface/GetJobs", "{\"r\":{\"state\":\"LOST\"}}"))
        .satisfies(refused -> {
          assertThat(refused.status()).isEqualTo(400);
          assertThat(refused.json().path("message").asText()).contains("r.state: 'LOST'");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t06ShowsOneJob(String form) {
    settle();
    Answer answer =
        gateway.post(form + "/job.JobInterface/GetJob", "{\"id\":\"" + shot.id() + "\"}");

    String stats = form.isEmpty() ? "/job/jobStats/deadFrames" : "/job/stats/dead_frames";
    assertThat(answer.json().at(stats).asInt()).isEqualTo(1);
    Answer unknown = gateway.post(form + "/job.JobInterface/GetJob", "{\"id\":\"nix\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().path("error").asText()).isNotEmpty();
    assertThat(unknown.json().path("message").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t07ListsAllFramesOfAJob(String form) {
    Answer answer =
        gateway.post(
            form + "/frame.FrameInterface/GetFrames", "{\"r\":{\"job\":\"" + shot.id() + "\"}}");

    assertThat(texts(list(answer, form, "frames"), "name"))
        .containsExactlyInAnyOrder("0001-good", "0002-good", "0003-good", "0007-bad", "0001-slow");
    assertThat(answer.header("X-Farmgate-Ignored")).isEmpty();
  }

  @Test
  void t07GoesThroughAllPages() {
    Job long1 =
        launch(
            "demo_show",
            "artist1",
            "long",
            "<layer name='many' type='Render'><cmd>true</cmd><range>1-2500</range></layer>");

    Answer answer =
        gateway.post(
            "/flat/frame.FrameInterface/GetFrames", "{\"r\":{\"job\":\"" + long1.id() + "\"}}");

    List<JsonNode> frames = list(answer, "/flat", "frames");
    assertThat(frames).hasSize(2500);
    assertThat(texts(frames, "id")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t08ListsDeadFrames(String form) {
    settle();
    Answer answer =
        gateway.post(
            form + "/frame.FrameInterface/GetFrames",
            "{\"r\":{\"job\":\"" + shot.id() + "\",\"state\":[\"DEAD\"]}}");

    assertThat(texts(list(answer, form, "frames"), "name")).containsExactly("0007-bad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t09ShowsOneFrame(String form) {
    settle();
    Answer answer =
        gateway.post(form + "/frame.FrameInterface/GetFrame", "{\"id\":\"" + dead().id() + "\"}");

    assertThat(answer.json().at("/frame/id").asText()).isEqualTo(dead().id().value());
    assertThat(answer.json().at("/frame/state").asText()).isEqualTo("DEAD");
    assertThat(
            answer.json().at(form.isEmpty() ? "/frame/exitStatus" : "/frame/exit_status").asInt())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t10ListsHosts(String form) {
    Answer answer = gateway.post(form + "/host.HostInterface/GetHosts", "{\"r\":{}}");

    assertThat(texts(list(answer, form, "hosts"), "id"))
        .containsExactly(memory.ports().hosts().all().getFirst().id().value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t11ListsHostsThatAreUp(String form) {
    Answer up = gateway.post(form + "/host.HostInterface/GetHosts", "{\"r\":{\"state\":[\"UP\"]}}");
    Answer down =
        gateway.post(form + "/host.HostInterface/GetHosts", "{\"r\":{\"state\":[\"DOWN\"]}}");

    assertThat(list(up, form, "hosts")).hasSize(1);
    assertThat(list(down, form, "hosts")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t12ShowsOneHostByName(String form) {
    String name = memory.ports().hosts().all().getFirst().name();

    Answer answer =
        gateway.post(form + "/host.HostInterface/GetHost", "{\"name\":\"" + name + "\"}");

    assertThat(answer.json().at("/host/name").asText()).isEqualTo(name);
    assertThat(answer.json().at("/host/id").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t13AndT14PauseAndResumeAJob(String form) {
    String body = "{\"job\":{\"id\":\"" + shot.id() + "\"}}";

    assertThat(gateway.post(form + "/job.JobInterface/Pause", body).body()).isEqualTo("{}");
    assertThat(now(shot).paused()).isTrue();
    assertThat(gateway.post(form + "/job.JobInterface/Resume", body).body()).isEqualTo("{}");
    assertThat(now(shot).paused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t15SetsAPriority(String form) {
    String body = "{\"job\":{\"id\":\"" + shot.id() + "\"},\"priority\":75}";

    Answer answer = gateway.post(form + "/job.JobInterface/SetPriority", body);

    assertThat(answer.body()).isEqualTo("{}");
    assertThat(answer.header("X-Farmgate-Ignored")).isEmpty();
    assertThat(now(shot).priority()).isEqualTo(75);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/flat"})
  void t16RetriesAFrame(String form) {
    settle();
    Frame dead = dead();

    Answer answer =
        gateway.post(
            form + "/frame.FrameInterface/Retry", "{\"frame\":{\"id\":\"" + dead.id() + "\"}}");

    assertThat(answer.body()).isEqualTo("{}");
    assertThat(memory.ports().frames().byId(dead.id()).orElseThrow().state())
        .isIn(FrameState.WAITING, FrameState.RUNNING);
  }

  private List<String> jobsIn(String form, String state) {
    String body = "{\"r\":{\"show\":\"demo_show\",\"state\":\"" + state + "\"}}";
    return texts(list(gateway.post(form + "/job.JobInterface/GetJobs", body), form, "jobs"), "id");
  }
}
