package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.JobId;
import io.farmgate.domain.Limit;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.spec.Specs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the calls that change layers and jobs take over from Cuebot, and what not. */
final class LayerChangesTest {
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final Gateway gateway =
      new Gateway(
          new Farm("local", "farm in memory", Optional.of(memory.ports()), Optional.empty()));
  private JobId job;
  private String layer;

  @BeforeEach
  void launch() {
    memory.ports().shows().create("demo_show");
    job =
        memory
            .ports()
            .submissions()
            .launch(
                Specs.submission("demo_show", Specs.job("one", Specs.layer("comp", "1", "true"))))
            .getFirst()
            .id();
    layer = memory.ports().layers().ofJob(job).getFirst().id().value();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void amountsAreInTheWiresUnits() {
    set("SetMinMemory", "\"memory\":524288");
    set("SetMinGpuMemory", "\"gpu_memory\":1024");
    set("SetMinCores", "\"cores\":1.5");
    set("SetTimeout", "\"timeout\":90");
    set("SetTimeoutLLU", "\"timeout_llu\":10");

    JsonNode told = told();
    assertThat(told.path("minMemory").asLong()).isEqualTo(524_288);
    assertThat(told.path("minGpuMemory").asLong()).isEqualTo(1_024);
    assertThat(told.path("minCores").asDouble()).isEqualTo(1.5);
    assertThat(told.path("timeout").asInt()).isEqualTo(90);
    assertThat(told.path("timeoutLlu").asInt()).isEqualTo(10);
  }

  @Test
  void theOlderNameOfGpuMemoryIsServed() {
    set("SetMinGpu", "\"gpu\":2048");

    assertThat(told().path("minGpuMemory").asLong()).isEqualTo(2_048);
  }

  @Test
  void whoHoldsALayerIsNamed() {
    long time = Instant.now().getEpochSecond() + 3_600;
    set("SetStartAfter", "\"start_after\":" + time + ",\"username\":\"ada\"");
    assertThat(told().path("startAfter").asLong()).isEqualTo(time);
    assertThat(told().path("startAfterReason").asText()).isEqualTo("Set by ada");

    set("SetStartAfter", "\"start_after\":" + time);
    assertThat(told().path("startAfterReason").asText())
        .as("the token's subject")
        .matches("Set by \\w+")
        .isNotEqualTo("Set by ada");
    set("SetStartAfter", "\"start_after\":" + time + ",\"username\":\"" + "a".repeat(999) + "\"");
    assertThat(told().path("startAfterReason").asText()).hasSize(255);

    set("SetStartAfter", "\"start_after\":0");
    assertThat(told().path("startAfter").asLong()).isZero();
    assertThat(told().path("startAfterReason").asText()).isEmpty();
  }

  @Test
  void limitsAreTiedByTheirIds() {
    Limit limit = memory.ports().setup().limits().create("nuke", 2);
    set("AddLimit", "\"limit_id\":\"" + limit.id() + "\"");

    Answer limits =
        gateway.post("/job.LayerInterface/GetLimits", "{\"layer\":{\"id\":\"" + layer + "\"}}");
    assertThat(limits.json().path("limits")).hasSize(1);
    assertThat(limits.json().at("/limits/0/maxValue").asInt()).isEqualTo(2);
    assertThat(told().path("limits").toString()).isEqualTo("[\"nuke\"]");
    assertThat(call("AddLimit", "\"limit_id\":\"nix\"").status()).isEqualTo(404);
    assertThat(call("DropLimit", "\"limit_id\":\"nix\"").status()).isEqualTo(404);
    set("DropLimit", "\"limit_id\":\"" + limit.id() + "\"");
    assertThat(told().path("limits")).isEmpty();
  }

  @Test
  void gpusOfJobsAreTold() {
    String path = "/job.JobInterface/";
    String id = "{\"job\":{\"id\":\"" + job + "\"},\"val\":";

    assertThat(gateway.post(path + "SetMaxGpus", id + "4}").status()).isEqualTo(200);
    assertThat(gateway.post(path + "SetMinGpus", id + "5}").status()).isEqualTo(400);
    assertThat(gateway.post(path + "SetMinGpus", id + "2}").status()).isEqualTo(200);

    JsonNode told = gateway.post(path + "GetJob", "{\"id\":\"" + job + "\"}").json().path("job");
    assertThat(told.path("minGpus").asInt()).isEqualTo(2);
    assertThat(told.path("maxGpus").asInt()).isEqualTo(4);
  }

  @Test
  void aViewerChangesNothing() {
    byte[] body = ("{\"layer\":{\"id\":\"" + layer + "\"}}").getBytes(StandardCharsets.UTF_8);

    assertThat(gateway.post("viewer", "/job.LayerInterface/SetThreadable", body).status())
        .isEqualTo(403);
    assertThat(gateway.post("viewer", "/job.LayerInterface/GetLimits", body).status())
        .isEqualTo(200);
  }

  private void set(String method, String members) {
    Answer answer = call(method, members);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private Answer call(String method, String members) {
    return gateway.post(
        "/job.LayerInterface/" + method, "{\"layer\":{\"id\":\"" + layer + "\"}," + members + "}");
  }

  private JsonNode told() {
    return gateway
        .post("/job.LayerInterface/GetLayer", "{\"id\":\"" + layer + "\"}")
        .json()
        .path("layer");
  }
}
