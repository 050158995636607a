package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.resource.opencue.CheckedRelay;
import io.farmgate.bootstrap.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell blocks of {@code docs/resource-api.md} work as printed, and what answers them fits. */
final class ResourceGuideIT {
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;

  @Test
  void codeBlocksShouldRunAsTheyStand() throws IOException, InterruptedException {
    Installation installation = Installation.in(folder);
    Path home = folder.resolve("home");
    Tutorial.read(ProjectRoot.path().resolve("docs/resource-api.md")).writeTo(installation.root());
    try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of());
        CheckedRelay relay = new CheckedRelay(gateway.url())) {
      assertThat(run(installation, home, relay.url()))
          .contains("launched demo_show-sh010-artist1_beauty_v1")
          .containsIgnoringCase("Idempotency-Replayed: true")
          .contains("2 frames were eaten", "was paused", "\"priority\":200")
          .contains("there is no job 'no-such-job'", "4 frames", "\n304\n", "event: ready")
          .contains("body: 2 problems: priority: a text")
          .doesNotContain("\"code\":500");
      assertThat(relay.seen()).hasSizeGreaterThan(10).contains("GET /api/events");
      assertThat(relay.problems()).isEmpty();
    }
  }

  private String run(Installation installation, Path home, String url)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "tutorial.sh")
            .directory(installation.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("FARMGATE_URL", url);
    builder.environment().put("FARMGATE_HOME", home.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output);
    assertThat(ended).as("ended; it printed: %s", printed).isTrue();
    assertThat(process.exitValue()).as("exit status; it printed: %s", printed).isZero();
    return printed;
  }
}
