package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Job;
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
}
