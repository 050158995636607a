package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.adapter.http.rpc.spec.JobSpecXml;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FrameQuery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every call that OpenCue's tutorial makes, with its body as it stands there, in the form of the
 * reference and in that of the tutorial. The same suite runs on each kind of farm.
 */
abstract class DocumentedCallsTest {
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private Gateway gateway;
  private Job shot;
  private Job other;

  /** Makes a farm of the kind under test out of one in memory. */
  abstract Farm farm(InMemoryFarm memory);

  @BeforeEach
  void launch() {
    memory.ports().shows().create("demo_show");
    memory.ports().shows().create("other_show");
    shot =
        launch(
            "demo_show",
            "artist1",
            "lighting",
            "<layer name='good' type='Render'><cmd>true</cmd>"
                + "<range>1-3</range></layer><layer name='bad' type='Render'><cmd>exit 3</cmd><range>7</range></layer>"
                + "<layer name='slow' type='Render'><cmd>until morning</cmd><range>1-2</range></layer>");
    other =
        launch(
            "demo_show",
            "artist2",
            "roto",
            "<layer name='work' type='Util'><cmd>true</cmd><range>1</range></layer>");
    launch(
        "other_show",
        "artist1",
        "sim",
        "<layer name='work' type='Util'><cmd>true</cmd><range>1</range></layer>");
    gateway = new Gateway(farm(memory));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

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
    assertThat(job.path("total_frames").asInt()).isEqualTo(6);
    assertThat(job.at("/stats/pending_frames").asInt()).isZero();
    assertThat(job.at("/stats/running_frames").asInt()).isEqualTo(2);
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
        .containsExactlyInAnyOrder(
            "0001-good", "0002-good", "0003-good", "0007-bad", "0001-slow", "0002-slow");
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

  @Test
  void aShowIsCreatedWithItsCoresAndOnlyOnce() {
    String body = "{\"name\":\"newshow\",\"defaultMinCores\":1,\"defaultMaxCores\":50}";

    Answer answer = gateway.post("/show.ShowInterface/CreateShow", body);

    assertThat(answer.json().at("/show/name").asText()).isEqualTo("newshow");
    assertThat(answer.json().at("/show/defaultMinCores").asDouble()).isEqualTo(1);
    assertThat(answer.json().at("/show/defaultMaxCores").asDouble()).isEqualTo(50);
    assertThat(answer.header("X-Farmgate-Ignored")).isEmpty();
    assertThat(gateway.post("/show.ShowInterface/CreateShow", body).status()).isEqualTo(409);
    assertThat(gateway.post("/show.ShowInterface/CreateShow", "{\"name\":\"newshow\"}").status())
        .isEqualTo(409);
  }

  @Test
  void theReferencesCriteriaForJobsAreUnderstood() {
    Answer answer =
        gateway.post(
            "/job.JobInterface/GetJobs",
            "{\"r\":{\"show\":{\"name\":\"demo_show\"},\"includeFinished\":false,\"maxResults\":1}}");

    assertThat(list(answer, "", "jobs")).hasSize(1);
    assertThat(answer.header("X-Farmgate-Ignored")).isEmpty();
  }

  @Test
  void aKillThatDoesNotSayWhoStillKills() {
    settle();
    Answer answer =
        gateway.post("/job.JobInterface/Kill", "{\"job\":{\"id\":\"" + shot.id() + "\"}}");

    assertThat(answer.body()).isEqualTo("{}");
    assertThat(now(shot).killed()).isTrue();
  }

  @Test
  void aLayersRunningFramesAreKilledAndListed() {
    settle();
    String layer =
        memory.ports().layers().ofJob(shot.id()).stream()
            .filter(one -> one.name().equals("slow"))
            .findFirst()
            .orElseThrow()
            .id()
            .value();

    Answer frames =
        gateway.post(
            "/layer.LayerInterface/GetFrames",
            "{\"layer\":{\"id\":\"" + layer + "\"},\"req\":{\"page\":1,\"limit\":100}}");
    assertThat(texts(list(frames, "", "frames"), "name")).containsExactly("0001-slow", "0002-slow");
    assertThat(
            gateway
                .post("/layer.LayerInterface/Kill", "{\"layer\":{\"id\":\"" + layer + "\"}}")
                .body())
        .isEqualTo("{}");
    assertThat(
            memory.ports().frames().list(FrameQuery.of(shot.id()).in(Set.of(FrameState.RUNNING))))
        .isEmpty();
  }

  @Test
  void aLayerIsFoundByTheIdOfItsJob() {
    Answer answer =
        gateway.post(
            "/layer.LayerInterface/FindLayer",
            "{\"job\":{\"id\":\"" + shot.id() + "\"},\"layer\":\"slow\"}");

    assertThat(answer.json().at("/layer/name").asText()).isEqualTo("slow");
    assertThat(answer.json().at("/layer/parentId").asText()).isEqualTo(shot.id().value());
  }

  @Test
  void anOwnersQuotaIsRefusedByName() {
    Answer answer =
        gateway.post(
            "/owner.OwnerInterface/SetMaxCores", "{\"owner\":{\"name\":\"artist1\"},\"cores\":32}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("message").asText()).contains("no quota for an owner");
  }

  @Test
  void whatNothingMakesUseOfIsNamed() {
    Answer answer =
        gateway.post(
            "/job.JobInterface/GetJobs", "{\"r\":{\"show\":\"demo_show\",\"foo\":1},\"bar\":{}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Farmgate-Ignored")).isEqualTo("r.foo, bar");
  }

  @Test
  void jobsAreSubmittedAndTheirNamesGivenBack() {
    String spec =
        "<spec><show>demo_show</show><shot>sh1</shot><user>ana</user><job name='comp'><layers>"
            + "<layer name='work' type='Render'><cmd>true</cmd><range>1-5</range></layer>"
            + "</layers></job></spec>";

    Answer answer =
        gateway.post("/flat/job.JobInterface/LaunchSpecAndWait", "{\"spec\":\"" + spec + "\"}");

    JsonNode job = list(answer, "/flat", "jobs").getFirst();
    assertThat(job.path("name").asText()).isEqualTo("demo_show-sh1-ana_comp");
    assertThat(job.path("total_frames").asInt()).isEqualTo(5);
  }

  private List<String> jobsIn(String form, String state) {
    String body = "{\"r\":{\"show\":\"demo_show\",\"state\":\"" + state + "\"}}";
    return texts(list(gateway.post(form + "/job.JobInterface/GetJobs", body), form, "jobs"), "id");
  }

  private static List<JsonNode> list(Answer answer, String form, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode list = answer.json().at(form.isEmpty() ? "/" + name + "/" + name : "/" + name);
    assertThat(list.isArray()).as(answer.body()).isTrue();
    List<JsonNode> nodes = new ArrayList<>();
    list.forEach(nodes::add);
    return nodes;
  }

  private static List<String> texts(List<JsonNode> nodes, String member) {
    return nodes.stream().map(node -> node.path(member).asText()).toList();
  }

  private Job launch(String show, String user, String name, String layers) {
    String xml =
        "<spec><show>"
            + show
            + "</show><shot>sh1</shot><user>"
            + user
            + "</user><job name='"
            + name
            + "'><maxretries>0</maxretries><layers>"
            + layers
            + "</layers></job></spec>";
    return memory.ports().submissions().launch(JobSpecXml.parse(xml)).getFirst();
  }

  /** Lets all frames end that can. */
  private void settle() {
    Stream.generate(() -> memory).limit(30).forEach(InMemoryFarm::tick);
  }

  private Job now(Job job) {
    return memory.ports().jobs().byId(new JobId(job.id().value())).orElseThrow();
  }

  private Frame dead() {
    return memory
        .ports()
        .frames()
        .list(FrameQuery.of(shot.id()).in(Set.of(FrameState.DEAD)))
        .getFirst();
  }
}
