package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.spec.Specs;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing layers that are there, on any farm. */
abstract class LayersSuite extends OnAFarm {
  private Job job;
  private List<Layer> layers;

  @BeforeEach
  void launch() {
    job =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job(
                        "changed",
                        Specs.layer("one", "1", drive.work().succeed()),
                        Specs.layer("two", "1", drive.work().succeed())),
                    true))
            .getFirst();
    layers = drive.farm().layers().ofJob(job.id());
  }

  @Test
  void allThatIsSetOnALayerShouldBeTold() {
    Instant time = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);

    JsonNode changed =
        patch(
                """
                {"minCores":100,"maxCores":400,"threadable":true,"memory":512,"gpus":1,
                 "maxGpus":2,"gpuMemory":64,"tags":["fast","fast","big"],"timeout":5400,
                 "timeoutWithoutLog":600,"startAfter":"%s","memoryOptimizer":true}
                """
                    .formatted(time))
            .json();

    assertThat(changed).isEqualTo(gateway.get(path()).json());
    assertThat(changed.path("minCores").asInt()).isEqualTo(100);
    assertThat(changed.path("maxCores").asInt()).isEqualTo(400);
    assertThat(changed.path("threadable").asBoolean()).isTrue();
    assertThat(changed.path("memory").asInt()).isEqualTo(512);
    assertThat(changed.path("gpus").asInt()).isEqualTo(1);
    assertThat(changed.path("maxGpus").asInt()).isEqualTo(2);
    assertThat(changed.path("gpuMemory").asInt()).isEqualTo(64);
    assertThat(changed.path("tags"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("fast", "big");
    assertThat(changed.path("timeout").asInt()).isEqualTo(5_400);
    assertThat(changed.path("timeoutWithoutLog").asInt()).isEqualTo(600);
    assertThat(Instant.parse(changed.path("startAfter").asText())).isEqualTo(time);
    assertThat(changed.path("startAfterReason").asText()).startsWith("Set by ");
    assertThat(changed.path("memoryOptimizer").asBoolean()).isTrue();
  }

  @Test
  void whatIsTakenAwayShouldHoldNothingBack() {
    assumeThat(lacks()).doesNotContain(Capability.BOOK_UNTAGGED);
    String time = Instant.now().plusSeconds(3_600).toString();
    patch("{\"startAfter\":\"" + time + "\",\"timeout\":60,\"tags\":[\"no_such_host\"]}");
    drive.farm().jobControl().resume(job.id());
    drive.stays("held", () -> layer(0).frames().waiting() == 1);

    JsonNode freed = patch("{\"startAfter\":\"\",\"timeout\":0,\"tags\":[]}").json();

    assertThat(freed.has("startAfter")).isFalse();
    assertThat(freed.has("startAfterReason")).isFalse();
    assertThat(freed.has("timeout")).isFalse();
    assertThat(freed.path("tags")).isEmpty();
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  void placesShouldBeChanged() {
    patch("{\"dispatchOrder\":9}");

    assertThat(drive.farm().layers().ofJob(job.id()))
        .extracting(Layer::name)
        .containsExactly("two", "one");
  }

  @Test
  void limitsShouldBeThoseThatAreNamed() {
    String name = drive.show();
    var limits = drive.farm().setup().limits();
    limits.create(name + "_a", 0);
    String id = limits.create(name + "_b", 0).id().value();

    assertThat(patch("{\"limits\":[\"%s_a\",\"%s\"]}".formatted(name, id)).json().path("limits"))
        .hasSize(2);
    drive.farm().jobControl().resume(job.id());
    drive.stays("held", () -> layer(0).frames().waiting() == 1);
    assertThat(patch("{\"limits\":[\"%s_a\"]}".formatted(name)).json().path("limits").toString())
        .isEqualTo("[\"" + name + "_a\"]");
    Answer wrong = patch("{\"memory\":777,\"limits\":[\"nix\"]}");
    assertThat(wrong.status()).isEqualTo(404);
    assertThat(wrong.error()).isEqualTo("there is no limit 'nix'");
    assertThat(layer(0).memoryBytes()).as("nothing is changed").isNotEqualTo(777L << 20);

    assertThat(patch("{\"limits\":[]}").json().path("limits")).isEmpty();
    drive.await(job, JobState.SUCCEEDED);
  }

  @Test
  void whatIsWrongShouldBeNamedAndChangeNothing() {
    Layer before = layer(0);

    assertThat(patch("{\"memory\":-1,\"startAfter\":\"tomorrow\",\"gpu\":1}").error())
        .startsWith("body: 3 problems: memory: '-1' (expected: a whole number from 0 to ")
        .contains("startAfter: not a time (expected: one such as 2026-11-25T22:00:00Z")
        .contains("'gpu': no such member");
    assertThat(patch("{\"minCores\":400,\"maxCores\":100}").error())
        .contains("minCores: 4.0 (expected: no more than maxCores, 1.0)");
    assertThat(patch("{\"threadable\":true,\"tags\":[\"two words\"]}").error()).contains("tags");
    assertThat(patch("{\"startAfter\":\"2999-01-01T00:00:00Z\"}").error()).contains("five years");
    assertThat(patch("{\"limits\":[\"\"]}").error()).contains("limits: a blank one");
    assertThat(patch("{}").error()).contains("empty (expected: something to set)");
    assertThat(layer(0)).isEqualTo(before);
    assertThat(gateway.send("PATCH", "viewer", path(), "{\"memory\":1}").status()).isEqualTo(403);
    assertThat(gateway.send("PATCH", "operator", "/api/layer/nix", "{\"memory\":1}").error())
        .isEqualTo("there is no layer 'nix'");
  }

  private String path() {
    return "/api/layer/" + layers.getFirst().id();
  }

  private Answer patch(String body) {
    return gateway.send("PATCH", "operator", path(), body);
  }

  private Layer layer(int index) {
    return drive.farm().layers().byId(layers.get(index).id()).orElseThrow();
  }
}
