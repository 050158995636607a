package io.farmgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.adapter.auth.HmacTokens;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenCommandTest {
  private static final String SECRET = "a-secret-of-my-own-with-more-than-32-bytes";

  @TempDir private Path home;

  @Test
  void tokenShouldSpeakForItsSubjectInTheGivenRole() {
    CommandLineRun run = run("--subject", "artist1", "--ttl", "1h", "--role", "viewer");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEmpty();
    assertThat(verify(run, Duration.ZERO)).isEqualTo(new Caller("artist1", Role.VIEWER));
  }

  @Test
  void tokenShouldBeAnOperatorsWhereNoRoleIsGiven() {
    assertThat(verify(run("--subject", "artist1", "--ttl", "1h"), Duration.ZERO).role())
        .isEqualTo(Role.OPERATOR);
  }

  @Test
  void tokenShouldRunOut() {
    CommandLineRun run = run("--subject", "artist1", "--ttl", "1h");

    assertThat(verify(run, Duration.ofMinutes(55))).isNotNull();
    assertThatThrownBy(() -> verify(run, Duration.ofMinutes(65))).isInstanceOf(FarmException.class);
  }

  @Test
  void standardOutputShouldHoldNothingButTheToken() {
    assertThat(run("--subject", "artist1", "--ttl", "8h").out())
        .matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
  }

  @Test
  void generatedSecretShouldBeKeptForItsOwnerOnly() throws IOException {
    CommandLineRun first =
        CommandLineRun.of(home, Map.of(), "token", "--subject", "a", "--ttl", "1h");

    Path file = home.resolve(".farmgate/jwt-secret");
    assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    String secret = Files.readString(file).strip();
    assertThat(secret).matches("[\\w-]{43,}");
    assertThat(new HmacTokens(secret, CommandLineRun.CLOCK).verify(first.out().strip()).subject())
        .isEqualTo("a");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.jwt-secret*");
  }

  @Test
  void generatedSecretShouldStay() throws IOException {
    CommandLineRun.of(home, Map.of(), "token", "--subject", "a", "--ttl", "1h");
    String secret = Files.readString(home.resolve(".farmgate/jwt-secret"));

    CommandLineRun.of(home, Map.of(), "token", "--subject", "b", "--ttl", "1h");

    assertThat(home.resolve(".farmgate/jwt-secret")).hasContent(secret);
  }

  @Test
  void badLifetimeShouldBeRefused() {
    for (String ttl : new String[] {"0s", "367d", "-1h", "8", "soon", ""}) {
      CommandLineRun run = run("--subject", "artist1", "--ttl", ttl);

      assertThat(run.exitCode()).as(ttl).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("--ttl", "'" + ttl + "'", "1s to 366d");
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void badRoleShouldBeRefused() {
    CommandLineRun run = run("--subject", "artist1", "--ttl", "1h", "--role", "root");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("'root' (expected: viewer, operator or admin)");
  }

  @Test
  void blankSubjectShouldBeRefused() {
    assertThat(run("--subject", " ", "--ttl", "1h").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void unusableStateFolderShouldBeRefused() throws IOException {
    Path file = Files.createFile(home.resolve("file"));

    CommandLineRun run =
        CommandLineRun.of(
            home,
            Map.of("FARMGATE_HOME", file.toString()),
            "token",
            "--subject",
            "a",
            "--ttl",
            "1h");

    assertThat(run.exitCode()).isEqualTo(ExitCode.STATE_FOLDER);
    assertThat(run.err()).contains(file.toString(), "FARMGATE_HOME").doesNotContain("Exception");
  }

  private CommandLineRun run(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "token";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return CommandLineRun.of(home, Map.of("JWT_SECRET", SECRET), arguments);
  }

  private static Caller verify(CommandLineRun run, Duration later) {
    Clock clock = Clock.offset(CommandLineRun.CLOCK, later);
    return new HmacTokens(SECRET, clock).verify(run.out().strip());
  }
}
