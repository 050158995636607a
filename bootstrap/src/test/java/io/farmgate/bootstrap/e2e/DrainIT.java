package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.wire.WireBytes;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a SIGTERM does to calls in flight. */
final class DrainIT {
  private static final int CALLS = 200;

  @TempDir private Path folder;

  private final CountDownLatch arrived = new CountDownLatch(CALLS);
  private final CountDownLatch release = new CountDownLatch(1);
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder);
  }

  private RunningGateway start(FakeCuebot cuebot, Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("CUEBOT_ENDPOINT", cuebot.endpoint());
    environment.put("RATE_LIMIT_RPS", "0");
    return RunningGateway.start(installation, folder.resolve("state"), environment);
  }

  private static CompletableFuture<HttpResponse<String>> call(
      HttpClient http, RunningGateway gateway) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(gateway.url() + "/show.ShowInterface/GetShows"))
            .header("Authorization", "Bearer " + gateway.token())
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void callsInFlightShouldAllCompleteAndTheProcessEndWithSuccess() throws Exception {
    try (FakeCuebot cuebot =
            FakeCuebot.start(call -> {
              arrived.countDown();
              release.await();
              return Answer.message(WireBytes.EMPTY);
            });
        // All of them ask the same, which would otherwise be one call.
        RunningGateway gateway = start(cuebot, Map.of("FARMGATE_GUARDS_OFF", "sharing,limit"));
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        answers.add(call(http, gateway));
      }
      assertThat(arrived.await(60, TimeUnit.SECONDS)).as("all reached Cuebot").isTrue();

      CompletableFuture<Integer> exit =
          CompletableFuture.supplyAsync(() -> {
            try {
              return gateway.terminate();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      awaitRefusal(URI.create(gateway.url()));
      assertThat(exit).isNotDone();
      release.countDown();

      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(exit.get(60, TimeUnit.SECONDS)).isZero();
      assertThat(gateway.farewell()).endsWith("Farmgate has stopped.").noneMatch(DrainIT::cut);
    }
  }

  @Test
  void callThatDoesNotFinishInTimeShouldBeCutAndCounted() throws Exception {
    try (FakeCuebot cuebot =
            FakeCuebot.start(call -> {
              for (int i = 0; i < CALLS; i++) {
                arrived.countDown();
              }
              return Answer.NEVER;
            });
        RunningGateway gateway = start(cuebot, Map.of("SHUTDOWN_TIMEOUT", "500ms"));
        HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<String>> answer = call(http, gateway);
      assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(gateway.terminate()).isZero();

      assertThat(catchThrowable(() -> answer.get(30, TimeUnit.SECONDS)))
          .hasCauseInstanceOf(IOException.class);
      assertThat(gateway.farewell())
          .contains("Cut off: 1 calls that had not finished within SHUTDOWN_TIMEOUT.");
    }
  }

  private static boolean cut(String line) {
    return line.startsWith("Cut off");
  }

  private static void awaitRefusal(URI url) throws InterruptedException {
    for (int i = 0; i < 3000; i++) {
      try {
        new Socket(url.getHost(), url.getPort()).close();
        Thread.sleep(10);
      } catch (IOException e) {
        return;
      }
    }
    throw new AssertionError("the gateway still accepts");
  }
}
