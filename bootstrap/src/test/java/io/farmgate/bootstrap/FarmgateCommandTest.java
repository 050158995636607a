package io.farmgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FarmgateCommandTest {
  @TempDir private Path home;

  @Test
  void helpShouldNameEveryCommandAndEveryExitCode() {
    CommandLineRun run = run("--help");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("token", "config", "Exit codes:");
    assertThat(run.out()).contains("0   ", "1   ", "2   ", "3   ", "4   ", "5   ");
  }

  @Test
  void everyCommandShouldHaveHelp() {
    assertThat(run("token", "--help").out()).contains("--subject", "--ttl", "--role", "--home");
    assertThat(run("config", "--help").out()).contains("--home");
  }

  @Test
  void versionShouldNameFarmgateAndJava() {
    CommandLineRun run = run("--version");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).startsWith("Farmgate ").contains("Java " + Runtime.version().feature());
  }

  @Test
  void noCommandShouldSayWhichThereAre() {
    CommandLineRun run = run();

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("Missing required subcommand")
        .contains("token")
        .contains("config");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void misspeltCommandShouldSayWhatWasMeant() {
    CommandLineRun run = run("tokne");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("tokne").contains("token");
  }

  @Test
  void unknownFlagShouldBeNamed() {
    CommandLineRun run = run("config", "--colour");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--colour");
  }

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(home, Map.of(), arguments);
  }
}
