package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.contract.InMemoryFarm;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks as resources: who may, and what is told of them. */
final class WebhookOperationsTest {
  private static final String BODY =
      """
      {"target":"https://hooks.example.com/a/path","shows":["a_show"],"kinds":["job","frame"]}
      """;

  private final Gateway gateway = new Gateway(new InMemoryFarm(Clock.systemUTC()).ports());

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theSecretShouldBeToldOnce() {
    Answer made = gateway.send("POST", "operator", "/api/webhook", BODY);

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("secret").asText()).startsWith("whsec_");
    assertThat(made.json().path("kinds").toString()).isEqualTo("[\"frame\",\"job\"]");
    String path = "/api/webhook/" + made.json().path("id").asText();
    Answer told = gateway.call("GET", "operator", path);
    assertThat(told.body()).doesNotContain("secret");
    assertThat(told.json().path("target").asText()).endsWith("/a/path");
    assertThat(gateway.call("GET", "operator", "/api/webhook").json().path("webhooks"))
        .containsExactly(told.json());
    JsonNode log = gateway.call("GET", "operator", path + "/delivery?status=PENDING").json();
    assertThat(log.at("/deliveries/0/httpStatus").asInt()).isEqualTo(503);
    assertThat(gateway.delete(path).status()).isEqualTo(200);
    assertThat(gateway.call("GET", "operator", path).status()).isEqualTo(404);
  }

  @Test
  void othersShouldNotKnowOfIt() {
    String path =
        "/api/webhook/"
            + gateway.send("POST", "somebody", "/api/webhook", BODY).json().path("id").asText();

    assertThat(gateway.call("GET", "operator", path).status()).isEqualTo(404);
    assertThat(gateway.call("GET", "operator", "/api/webhook").json().path("webhooks")).isEmpty();
    assertThat(gateway.call("DELETE", "operator", path).status()).isEqualTo(404);
    assertThat(gateway.get(path).status()).isEqualTo(403);
    assertThat(gateway.call("GET", "admin", path).status()).isEqualTo(200);
    assertThat(gateway.call("GET", "admin", path + "/delivery").json().path("deliveries"))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                         | target: missing
          {"target":"hooks.example.com/hush"}        | target: no address
          {"target":"https://a b/hush"}              | target: no address
          {"target":"https://a.example/hush","kinds":["show"]} | kinds: 'show' (expected: some of
          {"target":"ftp://a.example/hush"}          | target: no address
          {"target":"https://me:hush@a.example/"}    | target: no address
          {"target":"https://a.example/#hush"}       | target: no address
          {"target":"https://a.example:65536/hush"}  | target: no address
          {"target":"https://a.example/hush","jobs":[" "]}     | jobs: not names
          {"target":"https://a.example/hush","url":1}          | 'url': no such member
          """)
  void whatIsWrongShouldBeToldWithoutTheTarget(String body, String error) {
    Answer refused = gateway.post("/api/webhook", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).contains(error).doesNotContain("hush");
  }
}
