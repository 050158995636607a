package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The long suites: kill and soak. {@code ./check --long} runs them. */
@EnabledIfSystemProperty(named = "farmgate.long", matches = "true", disabledReason = "--long")
final class LongIT {
  private static final int KILLS = 25;
  private static final Duration SOAK = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CALLERS = 8;

  /** What connections and files that are open at the moment may come to. */
  private static final long SPARE_FILES = 60;

  private static final Pattern JOB_ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  @TempDir private Path folder;

  private Installation installation;
  private Path home;
  private String token;

  @BeforeEach
  void install() throws IOException, InterruptedException {
    installation = Installation.in(folder);
    home = folder.resolve("home");
    token = operatorToken();
  }

  @Test
  void gatewayKilledAgainAndAgainShouldFinishEveryJobThatItAcknowledged()
      throws IOException, InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of())) {
        acknowledged.add(launch(gateway, "killed_" + kill));
        // The moment of the kill is what varies; nothing is waited for.
        Thread.sleep(random.nextInt(1500));
        gateway.kill();
      }
    }

    try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of())) {
      for (String job : acknowledged) {
        awaitAllFrames(gateway, job, seed);
      }
    }
  }

  @Test
  void gatewayShouldServeOnAndOnWithoutKeepingFilesOpen()
      throws IOException, InterruptedException, ExecutionException {
    try (RunningGateway gateway =
            RunningGateway.start(installation, home, Map.of("RATE_LIMIT_RPS", "0"));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      launch(gateway, "first");
      long before = openFiles(gateway);
      Instant end = Instant.now().plus(SOAK);
      List<Future<Integer>> calls = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        String name = "soak_" + caller + "_";
        calls.add(callers.submit(() -> callUntil(end, gateway, name)));
      }
      for (Future<Integer> count : calls) {
        assertThat(count.get()).isPositive();
      }

      assertThat(openFiles(gateway)).isLessThanOrEqualTo(before + SPARE_FILES);
    }
  }

  private int callUntil(Instant end, RunningGateway gateway, String name)
      throws IOException, InterruptedException {
    int count = 0;
    while (Instant.now().isBefore(end)) {
      if (count % 200 == 0) {
        launch(gateway, name + count);
      }
      HttpResponse<String> jobs =
          gateway.call(token, "job.JobInterface/GetJobs", "{\"r\": {\"shows\": [\"demo_show\"]}}");
      assertThat(jobs.statusCode()).as(jobs.body()).isEqualTo(200);
      count++;
    }
    return count;
  }

  private String launch(RunningGateway gateway, String name)
      throws IOException, InterruptedException {
    String job =
        """
        {"spec": "<spec><facility>local</facility><show>demo_show</show><shot>sh010</shot>\
        <user>artist1</user><job name='%s'><layers><layer name='render' type='Render'>\
        <cmd>sleep 0.3</cmd><range>1-4</range><chunk>1</chunk></layer></layers></job></spec>"}\
        """
            .formatted(name);
    HttpResponse<String> launched = gateway.call(token, "job.JobInterface/LaunchSpecAndWait", job);
    assertThat(launched.statusCode()).as(launched.body()).isEqualTo(200);
    Matcher id = JOB_ID.matcher(launched.body());
    assertThat(id.find()).as(launched.body()).isTrue();
    return id.group(1);
  }

  private void awaitAllFrames(RunningGateway gateway, String job, long seed)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    String body = "{\"id\": \"" + job + "\"}";
    HttpResponse<String> answer = gateway.call(token, "job.JobInterface/GetJob", body);
    while (!answer.body().contains("\"succeededFrames\":4") && Instant.now().isBefore(end)) {
      Thread.sleep(200);
      answer = gateway.call(token, "job.JobInterface/GetJob", body);
    }
    assertThat(answer.body()).as("seed %d", seed).contains("\"succeededFrames\":4", "FINISHED");
  }

  /** Returns how many files the gateway has open; 0 where the system does not tell. */
  private static long openFiles(RunningGateway gateway) throws IOException {
    Path files = Path.of("/proc", Long.toString(gateway.pid()), "fd");
    if (!Files.isDirectory(files)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(files)) {
      return open.count();
    }
  }

  private String operatorToken() throws IOException, InterruptedException {
    Process process =
        installation.start(
            Map.of("FARMGATE_HOME", home.toString()),
            folder.resolve("token.err").toFile(),
            "token",
            "--subject",
            "artist1",
            "--ttl",
            "8h");
    String minted =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return minted;
  }
}
