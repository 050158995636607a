package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.contract.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people do to hosts, and what they leave on these and on jobs, on any farm. */
abstract class HostsSuite extends OnAFarm {

  @Test
  void commentsShouldBeLeftReadChangedAndDeleted() {
    assumeThat(lacks()).doesNotContain(Capability.COMMENTS);
    Job job = drive.launch("talked_of", "1", drive.work().succeed());
    for (String thing : List.of("/api/job/" + job.name(), "/api/host/" + drive.host().name())) {
      String path = thing + "/comment";
      assertThat(gateway.get(thing).json().path("hasComment").asBoolean(true)).isFalse();

      Answer made =
          gateway.post(path, "{\"subject\":\"Noise\",\"message\":\"Frame 12\\nis noisy.\"}");
      assertThat(made.status()).as(made.body()).isEqualTo(201);
      assertThat(made.json().path("user").asText()).isEqualTo("operator");
      Answer other = gateway.post(path, "{\"message\":\"Seen.\",\"user\":\"ada\"}");
      assertThat(other.json().path("user").asText()).isEqualTo("ada");
      assertThat(gateway.get(path + "?sort=user").json().path("comments"))
          .containsExactly(other.json(), made.json());
      assertThat(gateway.get(thing).json().path("hasComment").asBoolean()).isTrue();

      String one = path + "/" + made.json().path("id").asText();
      JsonNode changed = gateway.send("PATCH", "operator", one, "{\"subject\":\"Grain\"}").json();
      assertThat(changed.path("subject").asText()).isEqualTo("Grain");
      assertThat(changed.path("message")).isEqualTo(made.json().path("message"));
      assertThat(gateway.send("PATCH", "viewer", one, "{\"subject\":\"x\"}").status())
          .isEqualTo(403);
      assertThat(gateway.call("DELETE", "operator", one).status()).isEqualTo(200);
      assertThat(gateway.call("DELETE", "operator", one).status()).isEqualTo(404);
      assertThat(gateway.get(path).json().path("comments")).containsExactly(other.json());
      gateway.call("DELETE", "operator", path + "/" + other.json().path("id").asText());
    }
  }

  @Test
  void aCommentShouldHaveWordsAndBeOnWhatItsPathSays() {
    assumeThat(lacks()).doesNotContain(Capability.COMMENTS);
    Job job = drive.launch("quiet", "1", drive.work().succeed());
    Job other = drive.launch("other", "1", drive.work().succeed());
    String path = "/api/job/" + job.name() + "/comment";

    assertThat(gateway.post(path, "{\"subject\":\" \"}").error())
        .isEqualTo("message: blank (expected: a message or a subject)");
    assertThat(gateway.post(path, "{\"user\":\"\",\"message\":\"a\"}").status()).isEqualTo(400);
    assertThat(gateway.post(path, "{\"text\":\"a\"}").status()).isEqualTo(400);
    assertThat(gateway.post("/api/job/nix/comment", "{\"message\":\"a\"}").error())
        .isEqualTo("there is no job 'nix'");
    String id = gateway.post(path, "{\"message\":\"a\"}").json().path("id").asText();
    assertThat(
            gateway
                .call("DELETE", "operator", "/api/job/" + other.name() + "/comment/" + id)
                .error())
        .isEqualTo("there is no comment '" + id + "'");
    assertThat(gateway.get(path).json().path("comments")).hasSize(1);
  }

  @Test
  void aHostShouldBeTaggedAndSetToStates() {
    assumeThat(lacks()).doesNotContain(Capability.CHANGE_HOSTS);
    String path = "/api/host/" + drive.host().name();

    Answer tagged = gateway.post(path + "/tag", "{\"tags\":[\"gold\",\"silver\"]}");
    assertThat(tagged.status()).as(tagged.body()).isEqualTo(200);
    assertThat(tagged.json().path("tags"))
        .extracting(JsonNode::asText)
        .contains("gold", "silver", drive.host().name());
    assertThat(gateway.get("/api/host?tag=gold").json().path("hosts")).hasSize(1);
    assertThat(gateway.post(path + "/tag", "{\"tags\":[\"no tag\"]}").status()).isEqualTo(400);
    assertThat(gateway.post(path + "/tag", "{\"tags\":[]}").status()).isEqualTo(400);
    assertThat(gateway.call("DELETE", "viewer", path + "/tag/gold").status()).isEqualTo(403);
    for (String tag : List.of("gold", "silver", "silver")) {
      assertThat(gateway.call("DELETE", "operator", path + "/tag/" + tag).status()).isEqualTo(200);
    }
    assertThat(gateway.call("DELETE", "operator", path + "/tag/" + drive.host().name()).status())
        .isEqualTo(409);

    JsonNode changed =
        gateway
            .send(
                "PATCH",
                "operator",
                path,
                "{\"state\":\"REPAIR\",\"threadMode\":\"ALL\",\"os\":\"rocky9\"}")
            .json();
    assertThat(changed.path("exactState").asText()).isEqualTo("REPAIR");
    assertThat(changed.path("threadMode").asText()).isEqualTo("ALL");
    assertThat(changed.path("os").asText()).isEqualTo("rocky9");
    assertThat(gateway.get(path).json().path("exactState")).isEqualTo(changed.path("exactState"));
    assertThat(gateway.send("PATCH", "operator", path, "{\"state\":\"DOWN\"}").error())
        .isEqualTo("state: 'DOWN' (expected: one of [UP, REPAIR, REBOOT_WHEN_IDLE])");
    assertThat(
            gateway
                .send("PATCH", "operator", path, "{\"state\":\"UP\",\"threadMode\":\"AUTO\"}")
                .json()
                .path("state")
                .asText())
        .isEqualTo("UP");
  }

  @Test
  void aHostShouldBeRebootedWhenItIsIdle() {
    assumeThat(lacks()).doesNotContain(Capability.CHANGE_HOSTS, Capability.REBOOT_HOSTS);
    Job job = drive.launch("last", "1", drive.work().untilOpened("end" + drive.show()));
    drive.await(job, FrameState.RUNNING);
    String path = "/api/host/" + drive.host().name();

    assertThat(gateway.call("POST", "viewer", path + "/reboot/idle").status()).isEqualTo(403);
    assertThat(gateway.post(path + "/reboot/idle", "").json().path("message").asText())
        .endsWith("reboots when it is idle");
    assertThat(gateway.get(path).json().path("exactState").asText()).isEqualTo("REBOOT_WHEN_IDLE");
    drive.work().open("end" + drive.show());
    drive.await(job, JobState.SUCCEEDED);
    drive.until(
        "the host to be back", () -> drive.host().hardwareState(), HardwareState.UP::equals);
    assertThat(gateway.post(path + "/reboot", "").status()).isEqualTo(200);
    assertThat(gateway.post("/api/host/nix/reboot", "").status()).isEqualTo(404);
  }
}
