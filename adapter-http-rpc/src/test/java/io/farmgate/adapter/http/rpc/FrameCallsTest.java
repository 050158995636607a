package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.JobId;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.spec.Specs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the wire says of frames, and asks for, that no port of the kit does. */
final class FrameCallsTest {
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
                Specs.submission(
                    "demo_show",
                    Specs.withPaused(Specs.job("one", Specs.layer("comp", "1-5", "true")), true)))
            .getFirst()
            .id();
    layer = memory.ports().layers().ofJob(job).getFirst().id().value();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonNode frames() {
    return gateway
        .post(
            "/job.JobInterface/GetFrames",
            "{\"job\":{\"id\":\"" + job + "\"},\"req\":{\"page\":1,\"limit\":100}}")
        .json()
        .at("/frames/frames");
  }

  private List<Integer> order() {
    List<Integer> numbers = new ArrayList<>();
    frames().forEach(frame -> numbers.add(frame.path("number").asInt()));
    return numbers;
  }

  private Answer ofLayer(String method, String more) {
    return gateway.post(
        "/job.LayerInterface/" + method, "{\"layer\":{\"id\":\"" + layer + "\"}," + more + "}");
  }

  private Answer ofJob(String method, String more) {
    return gateway.post(
        "/job.JobInterface/" + method, "{\"job\":{\"id\":\"" + job + "\"}," + more + "}");
  }

  private Answer ofFrame(String method, String more) {
    return gateway.post(
        "/job.FrameInterface/" + method,
        "{\"frame\":{\"id\":\"" + frames().get(0).path("id").asText() + "\"}" + more + "}");
  }

  @Test
  void framesArePutFirstLastInReverseAndStaggered() {
    assertThat(ofLayer("ReorderFrames", "\"range\":\"1-2\",\"order\":\"LAST\"").status())
        .isEqualTo(200);
    assertThat(order()).containsExactly(3, 4, 5, 1, 2);
    assertThat(ofJob("ReorderFrames", "\"range\":\"5\",\"order\":\"FIRST\"").status())
        .isEqualTo(200);
    assertThat(order()).containsExactly(5, 3, 4, 1, 2);
    assertThat(ofJob("ReorderFrames", "\"range\":\"1-5\",\"order\":\"REVERSE\"").status())
        .isEqualTo(200);
    assertThat(order()).containsExactly(2, 1, 4, 3, 5);
    assertThat(ofLayer("StaggerFrames", "\"range\":\"1-5\",\"stagger\":2").status()).isEqualTo(200);
    List<Integer> byLayer = order();
    assertThat(byLayer).startsWith(1, 3, 5).contains(2, 4);
    assertThat(ofJob("StaggerFrames", "\"range\":\"1-5\",\"stagger\":2").status()).isEqualTo(200);
    assertThat(order()).isEqualTo(byLayer);
  }

  @Test
  void whatIsNoOrderIsRefusedAndChangesNothing() {
    List<Integer> before = order();
    for (String more :
        List.of(
            "\"range\":\"1-2\",\"order\":7",
            "\"range\":\"one\",\"order\":\"LAST\"",
            "\"order\":\"LAST\"")) {
      assertThat(ofLayer("ReorderFrames", more).status()).as(more).isEqualTo(400);
      assertThat(ofJob("ReorderFrames", more).status()).as(more).isEqualTo(400);
    }
    for (String more :
        List.of(
            "\"range\":\"1-5\",\"stagger\":0",
            "\"range\":\"1-5\",\"stagger\":-3",
            "\"range\":\"1-5\"")) {
      assertThat(ofLayer("StaggerFrames", more).status()).as(more).isEqualTo(400);
      assertThat(ofJob("StaggerFrames", more).status()).as(more).isEqualTo(400);
    }
    assertThat(order()).isEqualTo(before);
  }

  @Test
  void whatIsNoStateIsRefusedAndNotStored() {
    assertThat(ofFrame("SetCheckpointState", ",\"state\":9").status()).isEqualTo(400);
    assertThat(
            ofFrame("SetFrameStateDisplayOverride", ",\"override\":{\"state\":44,\"text\":\"Odd\"}")
                .status())
        .isEqualTo(400);
    assertThat(
            gateway
                .post(
                    "/job.JobInterface/GetFrames",
                    "{\"job\":{\"id\":\""
                        + job
                        + "\"},\"req\":{\"page\":1,\"limit\":9,"
                        + "\"states\":{\"frame_states\":[44]}}}")
                .status())
        .isEqualTo(400);

    JsonNode told = frames().get(0);
    assertThat(told.path("checkpointState").asText()).isEqualTo("DISABLED");
    assertThat(
            told.path("frameStateDisplayOverride").isMissingNode()
                || told.path("frameStateDisplayOverride").isNull())
        .isTrue();
  }

  @Test
  void unknownLayersAndJobsAreNotFound() {
    String order = "\"range\":\"1\",\"order\":\"LAST\"}";
    assertThat(
            gateway
                .post("/job.LayerInterface/ReorderFrames", "{\"layer\":{\"id\":\"nix\"}," + order)
                .status())
        .isEqualTo(404);
    assertThat(
            gateway
                .post("/job.JobInterface/ReorderFrames", "{\"job\":{\"id\":\"nix\"}," + order)
                .status())
        .isEqualTo(404);
  }
}
