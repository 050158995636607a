package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.port.FrameQuery;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Calls of OpenCue's REST reference that its contract does not know as they stand there. The same
 * suite runs on each kind of farm.
 */
abstract class ReferenceCalls extends CallsOnAFarm {
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
  void aShowsCoresAreSetWhateverItBeginsWith() {
    String body = "{\"name\":\"bigshow\",\"defaultMinCores\":7000,\"defaultMaxCores\":9000}";
    String upsideDown = "{\"name\":\"noshow\",\"defaultMinCores\":3,\"defaultMaxCores\":2}";

    Answer answer = gateway.post("/show.ShowInterface/CreateShow", body);

    assertThat(answer.json().at("/show/defaultMinCores").asDouble()).isEqualTo(7000);
    assertThat(answer.json().at("/show/defaultMaxCores").asDouble()).isEqualTo(9000);
    assertThat(gateway.post("/show.ShowInterface/CreateShow", upsideDown).status()).isEqualTo(400);
    assertThat(gateway.post("/show.ShowInterface/FindShow", "{\"name\":\"noshow\"}").status())
        .isEqualTo(404);
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
    assertThat(texts(list(frames, "", "frames"), "name")).containsExactly("0001-slow");
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
}
