package io.farmgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarmUpCommandTest {
  @TempDir private Path home;

  @Test
  void warmUpShouldStartCallAndLeaveNothing() {
    // Settings are not its business: it runs while somebody builds.
    CommandLineRun run = CommandLineRun.of(home, Map.of("REST_PORT", "x"), "warm-up");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out().split("HTTP/1.1 200", -1)).hasSize(3);
    assertThat(run.out()).contains("demo_show");
    assertThat(home).isEmptyDirectory();
  }
}
