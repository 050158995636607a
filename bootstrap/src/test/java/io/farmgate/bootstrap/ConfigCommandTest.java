package io.farmgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
  @TempDir private Path home;

  @Test
  void eachValueShouldBeShownWithItsOrigin() {
    CommandLineRun run =
        CommandLineRun.of(home, Map.of("REST_PORT", "9000"), "config", "--home", home.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .containsPattern("REST_PORT +environment +9000\\R")
        .containsPattern("FARMGATE_HOME +flag +" + home + "\\R")
        .containsPattern("GRPC_TIMEOUT +default +30s\\R")
        .containsPattern("CUEBOT_ENDPOINT +default +\\(unset\\)\\R");
  }

  @Test
  void valueOfTheFileShouldBeShownWithItsLine() throws IOException {
    Path file = Files.writeString(home.resolve("farm.yaml"), "\nlog_level: debug\n");

    CommandLineRun run =
        CommandLineRun.of(
            home, Map.of(), "config", "--config", file.toString(), "--set", "rate_limit_rps=7");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .containsPattern("LOG_LEVEL +farm.yaml:2 +debug\\R")
        .containsPattern("RATE_LIMIT_RPS +flag +7\\R");
  }

  @Test
  void secretShouldNotBeShown() {
    String secret = "a-secret-of-my-own-with-more-than-32-bytes";

    CommandLineRun run = CommandLineRun.of(home, Map.of("JWT_SECRET", secret), "config");

    assertThat(run.out()).containsPattern("JWT_SECRET +environment +\\(hidden\\)");
    assertThat(run.out() + run.err()).doesNotContain(secret);
  }

  @Test
  void nothingShouldBeWritten() {
    assertThat(CommandLineRun.of(home, Map.of(), "config").exitCode()).isEqualTo(ExitCode.OK);

    assertThat(home).isEmptyDirectory();
  }

  @Test
  void everyProblemShouldBeReportedAtOnce() {
    CommandLineRun run =
        CommandLineRun.of(
            home, Map.of("REST_PORT", "http", "LOG_LEVEL", "loud", "FARMGATE_PORT", "1"), "config");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err().lines())
        .hasSize(4)
        .anyMatch(line -> line.contains("REST_PORT: 'http' (expected: a port number"))
        .anyMatch(line -> line.contains("LOG_LEVEL: 'loud' (expected: trace, debug"))
        .anyMatch(line -> line.contains("FARMGATE_PORT: not a setting"));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void unwiseSettingShouldBeWarnedOf() {
    CommandLineRun run = CommandLineRun.of(home, Map.of("JWT_SECRET", "short-but-mine"), "config");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).contains("JWT_SECRET has 14 bytes");
  }
}
