package io.farmgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.embedded.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} refuses. That it serves, ServeIT tells. */
final class ServeCommandTest {
  @TempDir private Path home;

  @Test
  void helpShouldNameItsFlags() {
    assertThat(CommandLineRun.of(home, Map.of(), "serve", "--help").out())
        .contains("--port", "--bind", "--home", "--insecure-dev", "--no-token");
  }

  @Test
  void folderInUseShouldBeRefusedWithTheHolder() {
    try (StateFolder folder = StateFolder.lock(home)) {
      CommandLineRun run =
          CommandLineRun.of(home, Map.of("FARMGATE_HOME", home.toString()), "serve", "--port", "0");

      assertThat(run.exitCode()).isEqualTo(ExitCode.STATE_FOLDER);
      assertThat(run.err())
          .contains(folder.path().toString(), "process " + ProcessHandle.current().pid());
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void portInUseShouldBeRefusedAndTheFolderLetGo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandLineRun run =
          CommandLineRun.of(
              home,
              Map.of("FARMGATE_HOME", home.toString()),
              "serve",
              "--port",
              Integer.toString(taken.getLocalPort()));

      assertThat(run.exitCode()).isEqualTo(ExitCode.ADDRESS);
      assertThat(run.err()).contains(":" + taken.getLocalPort(), "REST_PORT");
    }
    StateFolder.lock(home).close();
  }

  @Test
  void wrongFlagShouldBeReportedLikeAVariable() {
    CommandLineRun run = CommandLineRun.of(home, Map.of(), "serve", "--port", "http");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err()).contains("REST_PORT: 'http' (expected: a port number");
  }

  @Test
  void wellKnownSecretShouldBeRefusedWhateverTheFlagOnTheNetwork() {
    Map<String, String> environment =
        Map.of("JWT_SECRET", "default-secret-key", "FARMGATE_HOME", home.toString());

    CommandLineRun run =
        CommandLineRun.of(home, environment, "serve", "--insecure-dev", "--bind", "0.0.0.0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err()).contains("everybody knows", "FARMGATE_BIND");
    assertThat(home).isEmptyDirectory();
  }
}
