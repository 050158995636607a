package io.farmgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands for people say before they have talked to any gateway. */
final class FarmCommandsTest {
  /** Nobody listens there. */
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir private Path home;

  @Test
  void withoutATokenItShouldBeSaidWhereOneComesFrom() {
    CommandLineRun run = run(Map.of("FARMGATE_URL", NOWHERE), "jobs");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err()).contains("FARMGATE_TOKEN").contains("farmgate token");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void noTokenShouldBeMadeForAnotherMachine() {
    CommandLineRun run =
        run(
            Map.of(
                "FARMGATE_URL",
                "http://farm.invalid:8448",
                "JWT_SECRET",
                "a-secret-of-my-own-with-more-than-32-bytes"),
            "jobs");

    assertThat(run.exitCode()).isEqualTo(7);
  }

  @Test
  void aGatewayThatIsNotThereShouldBeNamed() {
    CommandLineRun run = run(Map.of("FARMGATE_URL", NOWHERE, "FARMGATE_TOKEN", "a.b.c"), "jobs");

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("no gateway answers at " + NOWHERE);
  }

  @Test
  void whatIsNoTokenShouldNotBeShown() {
    CommandLineRun run =
        run(Map.of("FARMGATE_URL", NOWHERE, "FARMGATE_TOKEN", "secret with spaces"), "jobs");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("FARMGATE_TOKEN").doesNotContain("secret with");
  }

  @Test
  void whatIsNoAddressShouldBeRefused() {
    assertThat(run(Map.of("FARMGATE_URL", "farm:8448"), "jobs").err())
        .contains("FARMGATE_URL: farm:8448 (expected: an address like");
  }

  @Test
  void aPersonShouldBeAskedBeforeAKill() {
    CommandLineRun run =
        CommandLineRun.of(
            home,
            Map.of("FARMGATE_URL", NOWHERE, "FARMGATE_TOKEN", "a.b.c"),
            true,
            "no\n",
            "kill",
            "film-sh1-ann_render");

    assertThat(run.exitCode()).isEqualTo(12);
    assertThat(run.err()).contains("End the job film-sh1-ann_render? [y/N]", "Nothing was done.");
  }

  private CommandLineRun run(Map<String, String> environment, String... arguments) {
    return CommandLineRun.of(home, environment, arguments);
  }
}
