package io.farmgate.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands do in a real shell what {@link Work} says. */
class ShellWorkTest {
  @TempDir Path parent;
  private ShellWork work;

  @BeforeEach
  void start() throws IOException {
    work = new ShellWork(Files.createDirectory(parent.resolve("it's a folder")));
  }

  @Test
  void commandsShouldEndAsTheySay() throws Exception {
    assertThat(run(work.succeed())).isZero();
    assertThat(run(work.fail(3))).isEqualTo(3);
    assertThat(run(work.failOnce(4))).isEqualTo(4);
    assertThat(run(work.failOnce(4))).isZero();
  }

  @Test
  void notesShouldBeKeptInOrder() throws Exception {
    assertThat(work.notes()).isEmpty();
    assertThat(run(work.note("0001-comp 1"))).isZero();
    assertThat(run(work.note("0002-comp 2"))).isZero();

    assertThat(work.notes()).containsExactly("0001-comp 1", "0002-comp 2");
  }

  @Test
  void aGateShouldHoldUntilItIsOpened() throws Exception {
    Process waiting = start(work.untilOpened("end"));
    try {
      assertThat(waiting.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
      work.open("end");
      assertThat(waiting.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(waiting.exitValue()).isZero();
    } finally {
      waiting.destroyForcibly();
    }
    work.open("end");
    assertThat(run(work.untilOpened("end"))).as("a gate stays open").isZero();
  }

  private static Process start(String command) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int run(String command) throws IOException, InterruptedException {
    Process process = start(command);
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(command).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
