package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as it is shipped, started by the script that people start. */
final class ServeIT {
  private static final String PAUSED_JOB =
      """
      {"spec": "<spec><facility>local</facility><show>demo_show</show><shot>sh010</shot>\
      <user>artist1</user><job name='kept'><paused>true</paused><layers>\
      <layer name='render' type='Render'><cmd>true</cmd><range>1-3</range><chunk>1</chunk></layer>\
      </layers></job></spec>"}\
      """;

  @TempDir private Path folder;

  private Installation installation;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder);
    home = folder.resolve("state folder");
  }

  @Test
  void printedLineShouldWorkAsItIsPasted() throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of())) {
      Ran pasted = ran(new ProcessBuilder("sh", "-c", gateway.pasteLine()).start());

      assertThat(pasted.exitCode).isZero();
      assertThat(pasted.out).contains("\"name\":\"demo_show\"");
    }
  }

  @Test
  void greetingShouldSayWhereThingsAre() throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of())) {
      assertThat(String.join("\n", gateway.greeting()))
          .contains("the embedded farm, at " + gateway.url())
          .contains("State: " + home)
          .contains("Frame logs: " + home.resolve("logs"));
    }
  }

  @Test
  void tokenShouldNotReachTheLog() throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of("LOG_LEVEL", "trace"))) {
      String token = gateway.token();
      assertThat(gateway.call(token, "show.ShowInterface/GetShows", "{}").statusCode())
          .isEqualTo(200);

      // The access log's line is the last of a request.
      assertThat(gateway.logWith("POST /show.ShowInterface/GetShows 200"))
          .contains("method=show.ShowInterface/GetShows outcome=ok")
          .doesNotContain(token)
          .doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    }
  }

  @Test
  void printedTokenShouldOnlyRead() throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of())) {
      HttpResponse<String> refused =
          gateway.call(gateway.token(), "job.JobInterface/LaunchSpecAndWait", PAUSED_JOB);

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("viewer", "operator");
    }
  }

  @Test
  void tokenWithoutTheStateFoldersSecretShouldBeRefused() throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of())) {
      String foreign = token(folder.resolve("another folder"));

      assertThat(gateway.call(foreign, "show.ShowInterface/GetShows", "{}").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void secondGatewayOnTheSameFolderShouldBeRefusedWithThePid()
      throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of())) {
      Path err = folder.resolve("err");
      Ran second =
          ran(
              installation.start(
                  Map.of("FARMGATE_HOME", home.toString()), err.toFile(), "serve", "--port", "0"));

      assertThat(second.exitCode).isEqualTo(4);
      assertThat(second.out).isEmpty();
      assertThat(err).content().contains(home.toString(), "process " + gateway.pid());
    }
  }

  @Test
  void portInUseShouldBeRefused() throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of())) {
      String port = gateway.url().substring(gateway.url().lastIndexOf(':') + 1);
      Path err = folder.resolve("err");
      Ran second =
          ran(
              installation.start(
                  Map.of("REST_PORT", port, "FARMGATE_HOME", folder.resolve("other").toString()),
                  err.toFile(),
                  "serve"));

      assertThat(second.exitCode).isEqualTo(5);
      assertThat(err).content().contains("127.0.0.1:" + port, "REST_PORT");
    }
  }

  @Test
  void terminationShouldBeASuccess() throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of())) {
      assertThat(gateway.terminate()).isZero();
      assertThat(gateway.farewell()).endsWith("Farmgate has stopped.");
    }
  }

  @Test
  void killedGatewayShouldComeBackWithEverythingItAcknowledged()
      throws IOException, InterruptedException {
    String jobs = "{\"r\": {\"shows\": [\"demo_show\"]}}";
    String before;
    try (RunningGateway gateway = start(Map.of())) {
      HttpResponse<String> launched =
          gateway.call(token(home), "job.JobInterface/LaunchSpecAndWait", PAUSED_JOB);
      assertThat(launched.statusCode()).as(launched.body()).isEqualTo(200);
      before = gateway.call(token(home), "job.JobInterface/GetJobs", jobs).body();
      assertThat(before).contains("demo_show-sh010-artist1_kept", "\"isPaused\":true");
      gateway.kill();
    }

    try (RunningGateway again = start(Map.of())) {
      assertThat(again.call(token(home), "job.JobInterface/GetJobs", jobs).body())
          .isEqualTo(before);
    }
  }

  @Test
  void cuebotThatIsDownShouldBeAnHonestError() throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of("CUEBOT_ENDPOINT", "127.0.0.1:1"))) {
      HttpResponse<String> unavailable =
          gateway.call(gateway.token(), "show.ShowInterface/GetShows", "{}");

      assertThat(unavailable.statusCode()).isEqualTo(503);
      assertThat(unavailable.body()).contains("\"code\":14").doesNotContain("127.0.0.1");
    }
  }

  @Test
  void theJvmShouldHaveNothingToSayOfItsFlagsAndItsCache() throws IOException {
    try (RunningGateway gateway = start(Map.of())) {
      assertThat(gateway.logWith("stands in front of the embedded farm"))
          .doesNotContain("[aot", "[cds", "WARNING", "restricted");
    }
  }

  @Test
  void cuebotWhoseNameIsNotKnownShouldBeLoggedOnceAndInOurForm()
      throws IOException, InterruptedException {
    try (RunningGateway gateway = start(Map.of("CUEBOT_ENDPOINT", "no-such-host.invalid:8443"))) {
      assertThat(String.join("\n", gateway.greeting()))
          .contains("the OpenCue farm, at " + gateway.url())
          .doesNotContain("Frame logs");
      for (int i = 0; i < 2; i++) {
        assertThat(gateway.call(gateway.token(), "show.ShowInterface/GetShows", "{}").statusCode())
            .isEqualTo(503);
      }

      assertThat(gateway.logWith("Cuebot no-such-host.invalid:8443 cannot be reached"))
          .containsOnlyOnce("Cuebot no-such-host.invalid:8443 cannot be reached")
          .doesNotContain("io.grpc", "UnknownHostException");
    }
  }

  @Test
  void serviceShouldBeAbleToLeaveTheTokenOut() throws IOException, InterruptedException {
    Process process =
        installation.start(
            Map.of("FARMGATE_HOME", home.toString()),
            folder.resolve("err").toFile(),
            "serve",
            "--no-token",
            "--port",
            "0");
    try (var out = process.inputReader()) {
      List<String> greeting = out.lines().takeWhile(line -> !line.startsWith("Ready")).toList();

      assertThat(greeting).isNotEmpty().noneMatch(line -> line.contains("Bearer"));
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private RunningGateway start(Map<String, String> environment) throws IOException {
    return RunningGateway.start(installation, home, environment);
  }

  private String token(Path ofHome) throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "token", ".err");
    Ran minted =
        ran(
            installation.start(
                Map.of("FARMGATE_HOME", ofHome.toString()),
                err.toFile(),
                "token",
                "--subject",
                "artist1",
                "--ttl",
                "1h"));
    assertThat(minted.exitCode).as(Files.readString(err)).isZero();
    return minted.out.strip();
  }

  private record Ran(int exitCode, String out) {}

  private static Ran ran(Process process) throws IOException, InterruptedException {
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ran(process.exitValue(), out);
    } finally {
      process.destroyForcibly();
    }
  }
}
