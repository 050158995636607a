package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Launching once with an Idempotency-Key, on any farm. */
abstract class KeysSuite extends OnAFarm {

  private String body(String job) {
    return """
    {"show": "%s", "shot": "sh010", "user": "ada", "jobs": [{"name": "%s",
      "layers": [{"name": "comp", "command": "%s", "range": "1"}]}]}
    """
        .formatted(drive.show(), job, drive.work().succeed());
  }

  /** The same with its members in another order. */
  private String turned(String job) {
    return """
    {"jobs": [{"layers": [{"range": "1", "command": "%s", "name": "comp"}], "name": "%s"}],
     "user": "ada", "shot": "sh010", "show": "%s"}
    """
        .formatted(drive.work().succeed(), job, drive.show());
  }

  private Answer launch(String caller, String key, String body) {
    return gateway.send("POST", caller, "/api/job", body, "Idempotency-Key", key);
  }

  private int jobs() {
    return gateway.get("/api/show/" + drive.show() + "/job").json().path("jobs").size();
  }

  @Test
  void theSameRequestShouldLaunchOnceAndGetTheSameAnswer() {
    Answer first = launch("operator", "\"key-1\"", body("once_job"));
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    JobId id = new JobId(first.json().at("/jobs/0/id").asText());
    drive.await(drive.farm().jobs().byId(id).orElseThrow(), JobState.SUCCEEDED);

    for (Answer again :
        List.of(
            launch("operator", "\"key-1\"", body("once_job")),
            launch("operator", "key-1", turned("once_job")))) {
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.bytes()).isEqualTo(first.bytes());
      assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }
    assertThat(jobs()).isEqualTo(1);
  }

  @Test
  void aKeyShouldStandForOneBodyOfOneCaller() {
    launch("operator", "key-2", body("first_job"));

    Answer other = launch("operator", "key-2", body("other_job"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.error()).startsWith("Idempotency-Key: it was sent with another body before");
    assertThat(jobs()).isEqualTo(1);
    assertThat(launch("admin", "key-2", body("admins_job")).status()).isEqualTo(201);
    assertThat(jobs()).isEqualTo(2);
    assertThat(gateway.records).contains("operator launchJobs Conflict");
  }

  @Test
  void whatIsRefusedShouldLeaveTheKeyFree() {
    assertThat(launch("operator", "key-3", "{}").status()).isEqualTo(400);
    assertThat(launch("viewer", "key-3", body("a_job")).status()).isEqualTo(403);
    assertThat(launch("operator", "key-3", body("a_job").replace(drive.show(), "no_show")).status())
        .isEqualTo(404);

    Answer launched = launch("operator", "key-3", body("a_job"));

    assertThat(launched.status()).isEqualTo(201);
    assertThat(launched.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void manyAtTheSameMomentShouldLaunchOnce() throws InterruptedException {
    String body = body("many_job");
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(() -> launch("operator", "key-4", body)));
      }
      for (Future<Answer> one : all) {
        answers.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }

    Answer last = launch("operator", "key-4", body);
    assertThat(last.status()).isEqualTo(201);
    assertThat(jobs()).isEqualTo(1);
    for (Answer answer : answers) {
      assertThat(answer.status()).isIn(201, 409);
      if (answer.status() == 201) {
        assertThat(answer.bytes()).isEqualTo(last.bytes());
      } else {
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }
    }
    assertThat(answers)
        .filteredOn(one -> one.status() == 201 && one.header("Idempotency-Replayed").isEmpty())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "a b", "a,b", "\"a"})
  void whatIsNoKeyShouldBeRefused(String key) {
    Answer refused = launch("operator", key, body("no_job"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).startsWith("Idempotency-Key: ");
    assertThat(jobs()).isZero();
  }
}
