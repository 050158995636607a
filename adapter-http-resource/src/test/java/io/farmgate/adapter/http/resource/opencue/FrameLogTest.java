package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.resource.opencue.FrameLogApi.Pace;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.contract.FarmUnderTest;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of frames over HTTP: parts, tails, and following. */
final class FrameLogTest implements FarmUnderTest {
  private static final Pace QUICK = new Pace(Duration.ofMillis(5), Duration.ofMinutes(3));

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final FarmDriver drive = drive();
  private Gateway gateway;

  @BeforeEach
  void serve() {
    gateway = new Gateway(farm(), QUICK);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Override
  public FarmPorts farm() {
    return memory.ports();
  }

  @Override
  public Work work() {
    return memory.work();
  }

  @Override
  public void letTimePass() {
    memory.tick();
  }

  private String path(Job job) {
    return "/api/frame/" + drive.frame(job, "0001-comp").id() + "/log";
  }

  /** The log is {@code command say wörld}, {@code wörld}, {@code exitStatus 0}. */
  private String ended() {
    Job job = drive.launch("ended", "1", work().say("w\u00f6rld"));
    drive.await(job, FrameState.SUCCEEDED);
    return path(job);
  }

  @Test
  void theWholeLogShouldBeTextWithItsExtent() {
    Answer answer = gateway.get(ended());

    assertThat(answer.body()).isEqualTo("command say w\u00f6rld\nw\u00f6rld\nexitStatus 0\n");
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Log-Offset")).isEqualTo("0");
    assertThat(answer.header("X-Log-Size")).isEqualTo("39");
    assertThat(answer.header("X-Log-Next-Offset")).isEqualTo("39");
    assertThat(answer.header("X-Log-Growing")).isEqualTo("false");
    assertThat(gateway.records).contains("viewer getFrameLog");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "offset=26                  | exitStatus 0. | 26",
        "offset=26&limit=4          | exit          | 26",
        "limit=7                    | command       | 0",
        "offset=39                  | ''            | 39",
        "offset=9007199254740991    | ''            | 39",
        "tail=1                     | exitStatus 0. | 26",
        "tail=1&limit=4             | exit          | 26",
        "tail=0                     | ''            | 39",
        "tail=1&offset=30           | Status 0.     | 30",
        "tail=1&follow=true         | exitStatus 0. | 26",
        "offset=26&limit=4&follow=true | exit       | 26",
        "tail=100000&offset=35      | s 0.          | 35",
      })
  void aPartShouldBeSaidToBeginWhereItDoes(String query, String body, String offset) {
    Answer answer = gateway.get(ended() + "?" + query);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body.replace('.', '\n'));
    assertThat(answer.header("X-Log-Offset")).isEqualTo(offset);
    assertThat(answer.header("X-Log-Next-Offset"))
        .isEqualTo(
            query.contains("follow")
                ? ""
                : Integer.toString(
                    Integer.parseInt(offset) + body.getBytes(StandardCharsets.UTF_8).length));
  }

  @Test
  void allLinesShouldBeFewerThanAskedFor() {
    String path = ended();

    assertThat(gateway.get(path + "?tail=3").bytes()).hasSize(39);
    assertThat(gateway.get(path + "?tail=4").bytes()).hasSize(39);
    assertThat(gateway.get(path + "?tail=2").body()).isEqualTo("w\u00f6rld\nexitStatus 0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offset=-1", "offset=", "offset=1e3", "offset=9007199254740992", "limit=0", "tail=-1",
        "tail=100001", "follow=yes", "follow=", "job=", "offset=1&offset=2", "from=1"
      })
  void whatIsNoPartShouldBeRefused(String query) {
    Answer answer = gateway.get(ended() + "?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains("expected: ");
  }

  @Test
  void whoeverFollowsShouldGetWhatComesAndAnEnd() throws IOException {
    Job job = drive.launch("followed", "1", work().untilOpened("gate"));
    drive.await(job, FrameState.RUNNING);

    HttpResponse<InputStream> answer = gateway.open(path(job) + "?follow=true");
    assertThat(answer.headers().firstValue("X-Log-Growing")).contains("true");
    try (InputStream body = answer.body()) {
      byte[] begun = body.readNBytes("command until gate\n".length());
      assertThat(new String(begun, StandardCharsets.UTF_8)).isEqualTo("command until gate\n");

      work().open("gate");
      memory.tick();

      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("exitStatus 0\n");
    }
  }

  @Test
  void whoeverFollowsFromTheEndShouldBeAnsweredAtOnce() throws IOException {
    Job job = drive.launch("silent", "1", work().untilOpened("gate"));
    drive.await(job, FrameState.RUNNING);

    // It has no first byte yet: without its head being sent by itself, this would wait for one.
    HttpResponse<InputStream> answer = gateway.open(path(job) + "?follow=true&tail=0");
    assertThat(answer.statusCode()).isEqualTo(200);
    work().open("gate");
    memory.tick();
    try (InputStream body = answer.body()) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("exitStatus 0\n");
    }
  }

  @Test
  void followingShouldEndWhereNothingComesForTooLong() {
    Job job = drive.launch("quiet", "1", work().untilOpened("never"));
    drive.await(job, FrameState.RUNNING);
    try (Gateway impatient =
        new Gateway(farm(), new Pace(Duration.ofMillis(1), Duration.ofMillis(20)))) {
      assertThat(impatient.get(path(job) + "?follow=true").body())
          .isEqualTo("command until never\n");
    }
  }

  @Test
  void followingShouldNotHoldUpTheEndOfTheGateway() throws IOException {
    Job job = drive.launch("closing", "1", work().untilOpened("never"));
    drive.await(job, FrameState.RUNNING);
    HttpResponse<InputStream> answer = gateway.open(path(job) + "?follow=true");
    long start = System.nanoTime();

    gateway.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    try (InputStream body = answer.body()) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("command until never\n");
    }
  }

  @Test
  void aLogShouldTakeATokenAlsoWhereReadsAreOpen() {
    String path = ended();
    try (Gateway open =
        new Gateway(true, new Farm("local", "a farm", Optional.of(farm()), Optional.empty()))) {
      assertThat(open.call("GET", "", "/api/show").status()).isEqualTo(200);
      assertThat(open.call("GET", "", path).status()).isEqualTo(401);
      assertThat(open.call("GET", "viewer", path).status()).isEqualTo(200);
    }
  }

  @Test
  void headShouldTellTheExtentOnly() {
    Answer answer = gateway.call("HEAD", "viewer", ended() + "?follow=true");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Log-Size")).isEqualTo("39");
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void otherVerbsAndFormsShouldBeRefused() {
    String path = ended();

    assertThat(gateway.call("POST", "admin", path).status()).isEqualTo(405);
    assertThat(gateway.call("OPTIONS", "viewer", path).header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
    assertThat(gateway.get(path, "Accept", "application/json").status()).isEqualTo(406);
    assertThat(gateway.get(path, "Accept", "text/*;q=0.5").status()).isEqualTo(200);
  }

  @Test
  void whatIsNotThereShouldBeNamed() {
    Job job = drive.launch("waits", "1-9", work().untilOpened("never"));

    assertThat(gateway.get("/api/frame/nix/log").error()).isEqualTo("there is no frame 'nix'");
    assertThat(gateway.get("/api/frame/%20/log").error()).isEqualTo("there is no frame ' '");
    assertThat(gateway.get("/api/frame/a%2F..%2Fb/log").status()).isEqualTo(404);
    String waiting = "/api/frame/" + drive.frame(job, "0009-comp").id() + "/log";
    assertThat(gateway.get(waiting).error()).isEqualTo("the frame '0009-comp' has no log yet");
    assertThat(gateway.get(waiting + "?job=nix").error()).isEqualTo("there is no job 'nix'");
    assertThat(gateway.get("/farms/nix" + waiting).status()).isEqualTo(404);
    assertThat(gateway.get("/farms/local" + waiting + "?job=" + job.name()).status())
        .isEqualTo(404);
  }
}
