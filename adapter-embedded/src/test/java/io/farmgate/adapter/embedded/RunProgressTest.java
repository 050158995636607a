package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How far a run has come, by what it writes. */
class RunProgressTest {
  @TempDir Path folder;

  private Path log() throws IOException {
    return Files.writeString(folder.resolve("log"), "command  echo PROGRESS: 99%\n");
  }

  private Path file() {
    return folder.resolve("progress");
  }

  /** What a run shows that has written {@code said} to its log. */
  private OptionalInt after(RunProgress progress, Path log, String... said) throws IOException {
    for (String words : said) {
      Files.writeString(log, words, StandardOpenOption.APPEND);
      look(progress);
    }
    return progress.percent();
  }

  private static void look(RunProgress progress) {
    progress.lookNow();
  }

  @Test
  void aRunThatSaysNothingShouldHaveNone() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.of(file()), 1);

    assertThat(after(progress, log, "hello\n")).isEmpty();
  }

  @Test
  void itShouldNeverGoBack() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.empty(), 1);

    assertThat(after(progress, log, "10%\n60%\n", "20%\n")).hasValue(60);
  }

  @Test
  void lineThatIsHalfWrittenShouldWaitForItsEnd() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.empty(), 1);

    assertThat(after(progress, log, "Sample 12/12")).isEmpty();
    assertThat(after(progress, log, "8\n")).hasValue(9);
  }

  @Test
  void barThatIsDrawnOverItselfShouldBeRead() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.empty(), 1);

    assertThat(after(progress, log, "\r 10%\r 20%\r 30%")).hasValue(20);
  }

  @Test
  void onlyTheEndOfALotShouldBeRead() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.empty(), 1);

    assertThat(after(progress, log, "90%\n" + "x\n".repeat(RunProgress.MOST) + "40%\n"))
        .hasValue(40);
  }

  @Test
  void logThatWasCutShouldBeReadFromItsBeginning() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.empty(), 1);
    assertThat(after(progress, log, "10%\n")).hasValue(10);

    Files.writeString(log, "20%\n");
    look(progress);

    assertThat(progress.percent()).hasValue(20);
  }

  @Test
  void framesOfAChunkShouldCountOneAfterTheOther() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.empty(), 4);

    assertThat(after(progress, log, "Sample 64/128\n")).hasValue(12);
    assertThat(after(progress, log, "Sample 128/128\nSample 1/128\nSample 64/128\n")).hasValue(37);
    assertThat(after(progress, log, "PROGRESS: 50%\n")).hasValue(50);
  }

  @Test
  void fileShouldSaySoInPlaceOfTheLog() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.of(file()), 4);
    assertThat(after(progress, log, "20%\n")).hasValue(5);

    Files.writeString(file(), "0.4");
    assertThat(after(progress, log, "90%\n")).hasValue(40);
    Files.writeString(file(), "55%\n");
    look(progress);

    assertThat(progress.percent()).hasValue(55);
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void pipesLinksAndFoldersShouldNotBeRead() throws Exception {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.of(file()), 1);
    Files.createSymbolicLink(file(), Files.writeString(folder.resolve("other"), "70"));
    assertThat(after(progress, log, "x\n")).isEmpty();
    Files.delete(file());
    Files.createDirectory(file());
    assertThat(after(progress, log, "x\n")).isEmpty();
    Files.delete(file());
    assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor()).isZero();

    look(progress);

    assertThat(progress.percent()).isEmpty();
  }

  @Test
  void logThatIsGoneShouldSayNothing() throws IOException {
    Path log = log();
    RunProgress progress = new RunProgress(log, Optional.empty(), 1);
    Files.delete(log);

    look(progress);

    assertThat(progress.percent()).isEmpty();
  }
}
