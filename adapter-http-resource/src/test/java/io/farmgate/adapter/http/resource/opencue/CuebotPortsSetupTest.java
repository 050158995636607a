package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.port.FarmPorts;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The suite on a farm that is reached as a Cuebot is. */
final class CuebotPortsSetupTest extends SetupSuite {
  private final BehindOpenCue farm = new BehindOpenCue();

  @AfterEach
  void stop() {
    farm.close();
  }

  @Override
  public FarmPorts farm() {
    return farm.ports();
  }

  @Override
  public Work work() {
    return farm.memory().work();
  }

  @Override
  public void letTimePass() {
    farm.memory().tick();
  }

  @Override
  public Set<Capability> lacks() {
    return BehindOpenCue.LACKS;
  }

  /** A Cuebot takes the parts of a change one by one. */
  @Test
  void whatIsSetBeforeTheFarmBreaksShouldBeSaid() {
    String root =
        gateway.get("/api/show/" + drive.show() + "/group").json().at("/groups/0/id").asText();
    String group =
        gateway
            .post("/api/group/" + root + "/group", "{\"name\":\"before\"}")
            .json()
            .path("id")
            .asText();
    String path = "/api/group/" + group;
    farm.stopAll("job.GroupInterface/SetMinCores");

    Answer broken =
        gateway.send(
            "PATCH",
            "operator",
            path,
            "{\"name\":\"after\",\"minCores\":100,\"maxCores\":200,\"maxGpus\":2}");

    assertThat(broken.status()).isEqualTo(503);
    assertThat(broken.error())
        .contains("(set before that: name; not set: min cores, max cores, max GPUs)");
    JsonNode told = gateway.get(path).json();
    assertThat(told.path("name").asText()).isEqualTo("after");
    assertThat(told.has("maxCores")).isFalse();
    assertThat(told.path("minCores").asInt()).isZero();
    assertThat(told.has("maxGpus")).isFalse();
    Answer first = gateway.send("PATCH", "operator", path, "{\"minCores\":100}");
    assertThat(first.error()).doesNotContain("set before that");
  }
}
