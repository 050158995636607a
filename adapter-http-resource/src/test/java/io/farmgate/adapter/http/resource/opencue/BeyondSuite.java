package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.Proc;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.spec.Specs;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations that go beyond OpenCue's document, on any farm. */
abstract class BeyondSuite extends OnAFarm {

  @Test
  void jobsShouldBeFoundByWhatTheyAre() {
    Job one = drive.launch("find_one", "1", drive.work().untilOpened("never" + drive.show()));
    Job two =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job("find_two", Specs.layer("comp", "1", drive.work().succeed())), true))
            .getFirst();
    drive.await(one, JobState.RUNNING);
    String ours = "/api/job?show=" + drive.show();

    assertThat(gateway.get(ours).json().path("jobs")).hasSize(2);
    assertThat(gateway.get(ours + "&state=PAUSED,PENDING").json().path("jobs"))
        .singleElement()
        .satisfies(job -> assertThat(job.path("id").asText()).isEqualTo(two.id().value()));
    assertThat(gateway.get(ours + "&name=" + one.name() + ",nix").json().path("jobs")).hasSize(1);
    assertThat(gateway.get(ours + "&user=nobody").json().path("jobs")).isEmpty();
    assertThat(gateway.get(ours + "&shot=" + one.shot()).json().path("jobs")).hasSize(2);
    JsonNode told = gateway.get("/api/job/" + two.id()).json();
    assertThat(told.path("exactState").asText()).isEqualTo("PAUSED");
    assertThat(told.path("paused").asBoolean()).isTrue();
    assertThat(Instant.parse(told.path("startTime").asText()))
        .isBefore(Instant.now().plusSeconds(60));
    assertThat(told.has("stopTime")).isFalse();
    drive.farm().jobControl().kill(one.id(), FarmDriver.REASON);
  }

  @Test
  void framesShouldBeReadByIdAndByFilter() {
    Job job =
        drive
            .launch(
                Specs.job(
                    "frames",
                    Specs.layer("good", "1-3", drive.work().succeed()),
                    Specs.layer("bad", "1-4", drive.work().fail(2))))
            .getFirst();
    drive.await(job, JobState.FAILED);
    String all = "/api/job/" + job.name() + "/frame";

    assertThat(gateway.get(all).json().path("frames")).hasSize(7);
    assertThat(gateway.get(all + "?state=DEAD").json().path("frames"))
        .hasSize(4)
        .allSatisfy(frame -> assertThat(frame.path("layer").asText()).isEqualTo("bad"));
    assertThat(gateway.get(all + "?state=DEAD,SUCCEEDED&number=2-3").json().path("frames"))
        .hasSize(4);
    assertThat(gateway.get(all + "?layer=good&number=1").json().path("frames")).hasSize(1);
    Layer bad = drive.farm().layers().ofJob(job.id()).get(1);
    assertThat(gateway.get("/api/layer/" + bad.id() + "/frame?number=4").json().path("frames"))
        .singleElement()
        .satisfies(frame -> {
          assertThat(frame.path("name").asText()).isEqualTo("0004-bad");
          assertThat(frame.path("exitStatus").asInt()).isEqualTo(2);
          JsonNode alone = gateway.get("/api/frame/" + frame.path("id").asText()).json();
          // What it is of, not every farm tells of a frame that is asked for by itself.
          ((ObjectNode) frame).remove(List.of("jobId", "layerId"));
          ((ObjectNode) alone).remove(List.of("jobId", "layerId"));
          assertThat(alone).isEqualTo(frame);
        });
    JsonNode layer = gateway.get("/api/layer/" + bad.id()).json();
    assertThat(layer.path("deadFrames").asInt()).isEqualTo(4);
    assertThat(layer.path("state").asText()).isEqualTo("PENDING");
    assertThat(layer.path("range").asText()).isEqualTo("1-4");
  }

  @Test
  void framesShouldBeRetriedKilledAndEaten() {
    Job job = drive.launch("acts", "1-4", drive.work().fail(2));
    drive.await(job, JobState.FAILED);
    drive.lockAll(LockState.LOCKED);
    List<Frame> frames = drive.frames(job);
    String path = "/api/job/" + job.id() + "/frame/";

    Answer retried = gateway.post(path + "retry?number=1-2", "");
    assertThat(retried.json().path("changed").asInt()).isEqualTo(2);
    assertThat(retried.json().path("message").asText()).isEqualTo("2 frames will be run again");
    drive.await(job, "0001-comp", FrameState.WAITING);
    drive.await(job, "0002-comp", FrameState.WAITING);
    assertThat(drive.frame(job, "0003-comp").state()).isEqualTo(FrameState.DEAD);
    assertThat(gateway.post(path + "kill", "").json().path("changed").asInt()).isZero();
    Answer eaten = gateway.post("/api/frame/" + frames.getFirst().id() + "/eat", "");
    assertThat(eaten.json().path("message").asText()).isEqualTo("1 frame was eaten");
    drive.await(job, "0001-comp", FrameState.EATEN);
    assertThat(gateway.post(path + "eat?state=DEAD", "").json().path("changed").asInt())
        .isEqualTo(2);
    drive.lockAll(LockState.OPEN);
  }

  @Test
  void framesOfALayerShouldBeRetriedKilledAndEaten() {
    Job job =
        drive
            .launch(
                Specs.job(
                    "parts",
                    Specs.layer("left", "1-3", drive.work().fail(2)),
                    Specs.layer("right", "1-2", drive.work().fail(2))))
            .getFirst();
    drive.await(job, JobState.FAILED);
    drive.lockAll(LockState.LOCKED);
    String path = "/api/layer/" + drive.farm().layers().ofJob(job.id()).getFirst().id() + "/frame/";

    Answer retried = gateway.post(path + "retry?number=1-2&state=DEAD", "");
    assertThat(retried.json().path("changed").asInt()).as(retried.body()).isEqualTo(2);
    drive.await(job, "0001-left", FrameState.WAITING);
    drive.await(job, "0002-left", FrameState.WAITING);
    assertThat(drive.frame(job, "0001-right").state()).isEqualTo(FrameState.DEAD);
    assertThat(gateway.post(path + "kill", "").json().path("changed").asInt()).isZero();
    assertThat(gateway.post(path + "eat", "").json().path("message").asText())
        .isEqualTo("3 frames were eaten");
    drive.await(job, "0003-left", FrameState.EATEN);
    assertThat(drive.frame(job, "0002-right").state()).isEqualTo(FrameState.DEAD);
    assertThat(gateway.post(path + "eat?layer=right", "").error())
        .contains("no such query parameter");
    assertThat(gateway.call("POST", "viewer", path + "retry").status()).isEqualTo(403);
    drive.lockAll(LockState.OPEN);
  }

  @Test
  void layersAndProcsShouldEachHaveAResult() {
    Job job = drive.launch("bulk_layers", "1", drive.work().untilOpened("never" + drive.show()));
    drive.await(job, FrameState.RUNNING);
    drive.lockAll(LockState.LOCKED);
    String proc = drive.procs(job).getFirst().id().value();
    String layer = drive.farm().layers().ofJob(job.id()).getFirst().id().value();

    JsonNode procs = bulk("proc", "unbook", proc, "nix", " ");
    assertThat(procs.findValuesAsText("code")).containsExactly("200", "404", "404");
    assertThat(procs.get(1).path("message").asText()).isEqualTo("there is no proc 'nix'");
    assertThat(drive.procs(job).getFirst().unbooked()).isTrue();
    JsonNode layers = bulk("layer", "eat", "nix", layer, " ");
    assertThat(layers.findValuesAsText("code")).containsExactly("404", "200", "404");
    assertThat(layers.get(1).path("message").asText()).isEqualTo("1 frame was eaten");
    drive.await(job, JobState.SUCCEEDED);
    assertThat(gateway.post("/api/bulk/layer", "{\"action\":\"pause\",\"ids\":[\"x\"]}").error())
        .isEqualTo("action: 'pause' (expected: one of [retry, kill, eat])");
    drive.lockAll(LockState.OPEN);
  }

  private JsonNode bulk(String kind, String action, String... ids) {
    return gateway
        .post(
            "/api/bulk/" + kind,
            "{\"action\":\"%s\",\"ids\":[\"%s\"]}".formatted(action, String.join("\",\"", ids)))
        .json()
        .path("results");
  }

  @Test
  void aFilterThatIsWrongShouldChangeNothing() {
    Job job = drive.launch("safe", "1-2", drive.work().fail(2));
    drive.await(job, JobState.FAILED);

    for (String query : List.of("?sate=DEAD", "?state=dead", "?number=1-", "?layer=", "?number=")) {
      assertThat(gateway.post("/api/job/" + job.id() + "/frame/eat" + query, "").status())
          .as(query)
          .isEqualTo(400);
    }
    assertThat(drive.again(job).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void aJobShouldBePausedResumedAndChanged() {
    Job job = drive.launch("changes", "1", drive.work().untilOpened("never" + drive.show()));
    String path = "/api/job/" + job.name();

    assertThat(gateway.post(path + "/pause", "").json().path("message").asText())
        .isEqualTo("Job " + job.name() + " was paused");
    assertThat(drive.again(job).paused()).isTrue();
    assertThat(gateway.post(path + "/resume", "").status()).isEqualTo(200);
    assertThat(drive.again(job).paused()).isFalse();
    JsonNode changed =
        gateway
            .send(
                "PATCH",
                "operator",
                path,
                "{\"priority\":77,\"maxRetries\":3,\"autoEat\":true,\"paused\":true}")
            .json();
    assertThat(changed.path("priority").asInt()).isEqualTo(77);
    // Not every farm tells it.
    assertThat(changed.path("maxRetries").asInt(3)).isEqualTo(3);
    assertThat(changed.path("autoEat").asBoolean()).isTrue();
    assertThat(changed.path("paused").asBoolean()).isTrue();
    assertThat(gateway.send("PATCH", "operator", path, "{}").error())
        .contains("empty (expected: something to set)");
    assertThat(
            gateway
                .send("PATCH", "operator", path, "{\"priority\":-1,\"maxRetries\":17.5}")
                .error())
        .isEqualTo(
            "body: 2 problems: priority: '-1' (expected: a whole number from 0 to 2147483647);"
                + " maxRetries: '17.5' (expected: a whole number from 0 to 16)");
    assertThat(drive.again(job).priority()).isEqualTo(77);
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }

  @Test
  void aJobsCoresAndGpusShouldBeBounded() {
    assumeThat(lacks()).doesNotContain(Capability.JOB_CORES, Capability.JOB_GPUS);
    Job job = drive.launch("bounded", "1", drive.work().untilOpened("never" + drive.show()));
    String path = "/api/job/" + job.name();

    JsonNode changed =
        gateway
            .send(
                "PATCH",
                "operator",
                path,
                "{\"minCores\":200,\"maxCores\":400,\"minGpus\":1,\"maxGpus\":2}")
            .json();
    assertThat(changed.path("minCores").asInt()).isEqualTo(200);
    assertThat(changed.path("maxCores").asInt()).isEqualTo(400);
    assertThat(changed.path("minGpus").asInt()).isEqualTo(1);
    assertThat(changed.path("maxGpus").asInt()).isEqualTo(2);
    // Up and down again: in between no minimum may be above its maximum.
    for (int gpus : new int[] {8, 4, 6}) {
      String body = "{\"minGpus\":%d,\"maxGpus\":%d}".formatted(gpus, gpus);
      assertThat(gateway.send("PATCH", "operator", path, body).json().path("minGpus").asInt())
          .isEqualTo(gpus);
    }
    assertThat(gateway.send("PATCH", "operator", path, "{\"minGpus\":7}").status()).isEqualTo(400);
    assertThat(gateway.send("PATCH", "operator", path, "{\"priority\":null}").error())
        .isEqualTo("priority: null (expected: a value; what is left out stays)");
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }

  @Test
  void aHostShouldBeLockedAndUnlocked() {
    String path = "/api/host/" + drive.host().name();

    assertThat(gateway.post(path + "/lock", "").status()).isEqualTo(200);
    assertThat(gateway.get(path).json().path("lock").asText()).isEqualTo("LOCKED");
    assertThat(gateway.post(path + "/unlock", "").json().path("message").asText())
        .endsWith(" is OPEN");
    assertThat(drive.host().lockState()).isEqualTo(LockState.OPEN);
  }

  @Test
  void procsShouldBeReadAndKilled() {
    Job job = drive.launch("procs", "1", drive.work().untilOpened("never" + drive.show()));
    drive.await(job, JobState.RUNNING);
    drive.lockAll(LockState.LOCKED);
    Proc proc = drive.procs(job).getFirst();

    assertThat(gateway.get("/api/proc?job=" + job.name()).json().path("procs"))
        .singleElement()
        .satisfies(found ->
            assertThat(still(found))
                .isEqualTo(still(gateway.get("/api/proc/" + proc.id()).json())));
    assertThat(gateway.get("/api/proc?job=" + job.name() + "&host=nix").json().path("procs"))
        .isEmpty();
    assertThat(gateway.post("/api/proc/" + proc.id() + "/unbook", "").status()).isEqualTo(200);
    assertThat(gateway.get("/api/proc/" + proc.id()).json().path("unbooked").asBoolean()).isTrue();
    assertThat(gateway.post("/api/proc/" + proc.id() + "/kill", "").status()).isEqualTo(200);
    drive.until("the proc to end", () -> drive.procs(job), List::isEmpty);
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
    drive.lockAll(LockState.OPEN);
  }

  /** Without what differs between two looks at a process that runs. */
  private static JsonNode still(JsonNode proc) {
    ObjectNode copy = proc.deepCopy();
    copy.remove("usedMemory");
    return copy;
  }

  @Test
  void groupsAndOwnersShouldBeRead() {
    Job job = drive.launch("grouped", "1", drive.work().untilOpened("never" + drive.show()));
    // Counts are compared below: nothing may be booked in between.
    drive.await(job, FrameState.RUNNING);

    JsonNode show = gateway.get("/api/show/" + drive.show()).json();
    assertThat(show.path("pendingJobs").asInt()).isEqualTo(1);
    JsonNode root =
        gateway.get("/api/show/" + drive.show() + "/group").json().path("groups").get(0);
    assertThat(root.path("name").asText()).isEqualTo(drive.show());
    assertThat(gateway.get("/api/group/" + root.path("id").asText()).json()).isEqualTo(root);
    assertThat(gateway.get("/api/group/" + root.path("id").asText() + "/job").json().path("jobs"))
        .singleElement()
        .satisfies(found -> assertThat(found.path("id").asText()).isEqualTo(job.id().value()));
    assertThat(gateway.get("/api/owner/nobody").error()).isEqualTo("there is no owner 'nobody'");
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }

  @Test
  void jobsShouldBeLaunched() {
    String body =
        """
        {"show": "%s", "shot": "sh010", "user": "ada", "uid": 1000, "jobs": [
          {"name": "json_job", "paused": true, "priority": 50, "maxRetries": 2,
           "environment": {"PROJECT": "film"},
           "layers": [
             {"name": "sim", "command": "true", "range": "1-10", "type": "UTIL"},
             {"name": "render", "command": "true", "range": "1-10", "chunk": 5,
              "minCores": 100, "memory": 256, "tags": ["general"], "timeout": 60}]}],
         "depends": [{"type": "LAYER_ON_LAYER",
           "dependent": {"job": "json_job", "layer": "render"},
           "target": {"job": "json_job", "layer": "sim"}}]}
        """
            .formatted(drive.show());

    Answer launched = gateway.post("/api/job", body);

    assertThat(launched.status()).as(launched.body()).isEqualTo(201);
    JsonNode job = launched.json().path("jobs").get(0);
    assertThat(job.path("name").asText()).isEqualTo(drive.show() + "-sh010-ada_json_job");
    assertThat(job.path("totalFrames").asInt()).isEqualTo(12);
    assertThat(job.path("state").asText()).isEqualTo("PAUSED");
    List<Layer> layers = drive.farm().layers().ofJob(new JobId(job.path("id").asText()));
    assertThat(layers.get(1).memoryBytes()).isEqualTo(256L << 20);
    assertThat(layers.get(1).frames().depend()).isEqualTo(2);
    Answer again = gateway.post("/api/job", body);
    assertThat(again.status()).isEqualTo(409);
    assertThat(gateway.call("POST", "viewer", "/api/job").status()).isEqualTo(415);
    assertThat(gateway.send("POST", "viewer", "/api/job", body).status()).isEqualTo(403);
  }

  @Test
  void allThatIsWrongWithASubmissionShouldBeToldAtOnce() {
    Answer text =
        gateway.post(
            "/api/job",
            """
            {"shot": "sh010", "user": "root", "jobs": [{"name": "a_job", "layers": [
              {"name": "l", "command": 7, "range": "1-", "chunk": 0, "colour": "red"}]}]}
            """);
    assertThat(text.status()).isEqualTo(400);
    assertThat(text.error())
        .contains(
            "user: root",
            "show: missing",
            "jobs[0].layers[0].command: a number",
            "jobs[0].layers[0].range: ",
            "jobs[0].layers[0].chunk: '0'",
            "jobs[0].layers[0].'colour': no such member");

    Answer rules =
        gateway.post(
            "/api/job",
            """
            {"show": "%s", "shot": "-x", "user": "ada", "jobs": [{"name": "b_job", "layers": [
              {"name": "x", "command": " ", "range": "1"}]}]}
            """
                .formatted(drive.show()));
    assertThat(rules.status()).isEqualTo(400);
    assertThat(rules.error())
        .contains("shot: ", "jobs[0].layers[0].name: ", "jobs[0].layers[0].command: blank");
    assertThat(
            gateway
                .post(
                    "/api/job",
                    """
                    {"show": "no_show", "shot": "sh010", "user": "ada", "jobs": [{"name": "c_job",
                      "layers": [{"name": "comp", "command": "true", "range": "1"}]}]}
                    """)
                .status())
        .isEqualTo(404);
  }

  @Test
  void severalThingsShouldEachHaveAResult() {
    Job one = drive.launch("bulk_one", "1", drive.work().untilOpened("never" + drive.show()));
    Job two = drive.launch("bulk_two", "1", drive.work().untilOpened("never" + drive.show()));

    JsonNode results =
        gateway
            .post(
                "/api/bulk/job",
                "{\"action\":\"pause\",\"ids\":[\"%s\",\"nix\",\"%s\",\" \"]}"
                    .formatted(one.id(), two.name()))
            .json()
            .path("results");

    assertThat(results.findValuesAsText("code")).containsExactly("200", "404", "200", "404");
    assertThat(results.get(1).path("success").asBoolean()).isFalse();
    assertThat(results.get(1).path("message").asText()).isEqualTo("there is no job 'nix'");
    assertThat(drive.again(one).paused()).isTrue();
    assertThat(drive.again(two).paused()).isTrue();
    JsonNode forbidden =
        gateway
            .send(
                "POST",
                "viewer",
                "/api/bulk/job",
                "{\"action\":\"kill\",\"ids\":[\"%s\"]}".formatted(one.id()))
            .json()
            .path("results");
    assertThat(forbidden.findValuesAsText("code")).containsExactly("403");
    JsonNode frames =
        gateway
            .post(
                "/api/bulk/frame",
                "{\"action\":\"eat\",\"ids\":[\"%s\",\"nix\"]}"
                    .formatted(drive.frames(one).getFirst().id()))
            .json()
            .path("results");
    assertThat(frames.findValuesAsText("code")).containsExactly("200", "404");
    JsonNode hosts =
        gateway
            .post(
                "/api/bulk/host",
                "{\"action\":\"unlock\",\"ids\":[\"%s\"]}".formatted(drive.host().name()))
            .json()
            .path("results");
    assertThat(hosts.findValuesAsText("success")).containsExactly("true");
    drive.farm().jobControl().kill(two.id(), FarmDriver.REASON);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /api/show/nix,          show",
    "GET,  /api/show/nix/group,    show",
    "GET,  /api/layer/nix,         layer",
    "GET,  /api/layer/nix/frame,   layer",
    "GET,  /api/frame/nix,         frame",
    "GET,  /api/job/nix/frame,     job",
    "GET,  /api/host/nix,          host",
    "GET,  /api/group/nix,         group",
    "GET,  /api/group/nix/job,     group",
    "GET,  /api/proc/nix,          proc",
    "POST, /api/job/nix/pause,     job",
    "POST, /api/job/nix/resume,    job",
    "POST, /api/job/nix/frame/eat, job",
    "POST, /api/layer/nix/frame/retry, layer",
    "POST, /api/layer/nix/frame/kill, layer",
    "POST, /api/layer/nix/frame/eat, layer",
    "POST, /api/frame/nix/retry,   frame",
    "POST, /api/frame/nix/kill,    frame",
    "POST, /api/host/nix/lock,     host",
    "POST, /api/host/nix/unlock,   host",
    "POST, /api/proc/nix/kill,     proc",
    "POST, /api/proc/nix/unbook,   proc"
  })
  void whatIsNotThereShouldBeNamed(String verb, String path, String kind) {
    for (String id : List.of("nix", "%20")) {
      Answer answer = gateway.call(verb, "operator", path.replace("nix", id));

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.error())
          .isEqualTo("there is no " + kind + " '" + (id.equals("nix") ? "nix" : " ") + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/job/x/pause", "/api/host/x/lock", "/api/proc/x/kill"})
  void whoMayOnlyReadShouldChangeNothing(String path) {
    Job job = drive.launch("readonly", "1", drive.work().untilOpened("never" + drive.show()));
    drive.await(job, JobState.RUNNING);
    String id =
        path.contains("job")
            ? job.id().value()
            : path.contains("host")
                ? drive.host().id().value()
                : drive.procs(job).getFirst().id().value();

    assertThat(gateway.call("POST", "viewer", path.replace("/x/", "/" + id + "/")).status())
        .isEqualTo(403);
    assertThat(drive.again(job).state()).isEqualTo(JobState.RUNNING);
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }
}
