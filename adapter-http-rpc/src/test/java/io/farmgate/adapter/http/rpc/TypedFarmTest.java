package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.adapter.http.rpc.spec.JobSpecXml;
import io.farmgate.domain.JobId;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a farm that does not speak OpenCue says to calls that it cannot answer. */
final class TypedFarmTest {
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final Gateway gateway =
      new Gateway(
          new Farm("local", "farm in memory", Optional.of(memory.ports()), Optional.empty()));

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void noMethodEndsInAFaultWhateverItIsSent() {
    for (RpcMethod method : MethodCatalogue.load().all()) {
      for (String body : new String[] {"{}", "", "{\"id\":\"nix\"}"}) {
        Answer answer = gateway.post("/" + method.fullName(), body);
        assertThat(answer.status())
            .as(method.fullName() + " " + body + ": " + answer.body())
            .isIn(200, 400, 403, 404, 501);
      }
    }
  }

  @Test
  void aMethodThatTheFarmLacksIsRefusedByName() {
    Answer answer = gateway.post("/show.ShowInterface/SetSchedulerManaged", "{}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("code").asInt()).isEqualTo(12);
    assertThat(answer.json().path("message").asText())
        .isEqualTo(
            "the farm 'local' (farm in memory) does not offer"
                + " show.ShowInterface/SetSchedulerManaged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          job.JobInterface/Pause          | {}                        | job.id: missing
          job.JobInterface/GetJob         | {"id":" "}                | id: missing
          job.FrameInterface/Retry        | {"frame":{}}              | frame.id: missing
          job.LayerInterface/GetFrames    | {}                        | layer.id: missing
          job.GroupInterface/SetMaxCores  | {}                        | group.id: missing
          host.OwnerInterface/SetMaxCores | {"owner":{"name":"a"}}    | cores: missing
          host.ProcInterface/GetProc      | {}                        | id: missing
          host.HostInterface/Lock         | {}                        | host.id: missing
          show.ShowInterface/FindShow     | {}                        | name: missing
          job.LayerInterface/SetStartAfter | {"layer":{"id":"a"},"startAfter":-1} | startAfter: -1
          job.LayerInterface/SetStartAfter | {"layer":{"id":"a"},"startAfter":1764000000000} | startAfter: 1764000000000
          job.LayerInterface/SetMinMemory | {"layer":{"id":"a"},"memory":-1} | memory: -1
          job.LayerInterface/SetTimeout   | {"layer":{"id":"a"},"timeout":-1} | timeout: -1
          job.LayerInterface/SetMinCores  | {"layer":{"id":"a"},"cores":"NaN"} | cores: NaN
          job.LayerInterface/SetTags      | {"tags":["a"]}            | layer.id: missing
          job.LayerInterface/AddLimit     | {"layer":{"id":"a"}}      | limitId: missing
          job.JobInterface/AddSubscriber  | {"job":{"id":"a"},"subscriber":"a b"} | subscriber: 'a b'
          job.JobInterface/LaunchSpec     | {}                        | spec: missing
          job.JobInterface/LaunchSpec     | {"spec":"<spec>"}         | job specification: line 1
          job.JobInterface/GetJobs        | {"r":{"regex":["("]}}     | r.regex: '(' (expected: a regular expression)
          """)
  void whatIsMissingOrWrongIsNamed(String method, String body, String message) {
    Answer answer = gateway.post("/" + method, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job.JobInterface/Pause {\"job\":{\"id\":\"nix\"}}",
        "job.JobInterface/GetFrames {\"job\":{\"id\":\"nix\"}}",
        "job.LayerInterface/GetLayer {\"id\":\"nix\"}",
        "job.LayerInterface/SetThreadable {\"layer\":{\"id\":\"nix\"}}",
        "job.LayerInterface/GetLimits {\"layer\":{\"id\":\"nix\"}}",
        "job.LayerInterface/GetOutputPaths {\"layer\":{\"id\":\"nix\"}}",
        "job.JobInterface/SetMaxGpus {\"job\":{\"id\":\"nix\"}}",
        "job.JobInterface/ShutdownIfCompleted {\"job\":{\"id\":\"nix\"}}",
        "job.FrameInterface/GetFrame {\"id\":\"nix\"}",
        "host.HostInterface/GetHost {\"id\":\"nix\"}",
        "host.ProcInterface/Kill {\"proc\":{\"id\":\"nix\"}}",
        "job.GroupInterface/GetGroup {\"id\":\"nix\"}",
        "host.OwnerInterface/GetOwner {\"name\":\"nix\"}",
        "host.DeedInterface/GetHost {\"deed\":{\"id\":\"nix\"}}",
        "host.ProcInterface/GetProc {\"id\":\"nix\"}",
        "host.ProcInterface/Unbook {\"proc\":{\"id\":\"nix\"}}",
        "show.ShowInterface/FindShow {\"name\":\"nix\"}",
        "job.JobInterface/FindJob {\"name\":\"nix\"}"
      })
  void whatIsNotThereIsNotFoundAndNamed(String call) {
    int blank = call.indexOf(' ');
    Answer answer = gateway.post("/" + call.substring(0, blank), call.substring(blank + 1));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("message").asText()).contains("nix");
  }

  @Test
  void aJobThatIsNotThereIsNotPending() {
    assertThat(gateway.post("/job.JobInterface/IsJobPending", "{\"name\":\"nix\"}").body())
        .isEqualTo("{\"value\":false}");
  }

  @Test
  void allFramesAreGivenToWhoAsksForUpdatedOnes() {
    memory.ports().shows().create("demo_show");
    JobId job =
        memory
            .ports()
            .submissions()
            .launch(
                JobSpecXml.parse(
                    "<spec><show>demo_show</show><shot>sh1</shot><user>ana</user><job name='one'>"
                        + "<layers><layer name='a_layer' type='Render'><cmd>true</cmd>"
                        + "<range>1-3</range></layer><layer name='b_layer' type='Render'>"
                        + "<cmd>true</cmd><range>1-2</range></layer></layers></job></spec>"))
            .getFirst()
            .id();

    Answer all =
        gateway.post("/job.JobInterface/GetUpdatedFrames", "{\"job\":{\"id\":\"" + job + "\"}}");
    Answer some =
        gateway.post(
            "/job.JobInterface/GetUpdatedFrames",
            "{\"job\":{\"id\":\""
                + job
                + "\"},\"layer_filter\":{\"layers\":[{\"name\":\"b_layer\"}]}}");

    assertThat(all.json().at("/updatedFrames/updatedFrames")).hasSize(5);
    assertThat(all.json().path("serverTime").asLong()).isPositive();
    assertThat(some.json().at("/updatedFrames/updatedFrames")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory_range", "duration_range"})
  void aCriterionThatNoPortOffersIsRefused(String criterion) {
    Answer answer =
        gateway.post(
            "/job.JobInterface/GetFrames",
            "{\"job\":{\"id\":\"nix\"},\"req\":{\"" + criterion + "\":\"1-2\"}}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("message").asText()).contains(criterion);
  }
}
