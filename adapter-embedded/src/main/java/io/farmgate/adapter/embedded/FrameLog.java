package io.farmgate.adapter.embedded;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of one run of a frame: a header, what the command wrote, a footer.
 *
 * <p>It stands where OpenCue puts it: {@code <root>/<show>/<shot>/logs/<job>--<job id>/<job>.<frame
 * name>.rqlog}. An earlier run's log is kept beside it as {@code .1}, {@code .2} and so on, the
 * oldest being 1.
 */
final class FrameLog {
  private static final String RULE = "=".repeat(59);

  /** What the common file systems allow, less room for a number at the end. */
  private static final int MAX_NAME_BYTES = 255 - 6;

  private final Path file;

  FrameLog(Path file) {
    this.file = file;
  }

  /**
   * Returns the folder of a job's logs.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where a name cannot be a folder's
   */
  static Path directory(Path root, String show, String shot, String jobName, String jobKey) {
    return root.resolve(segment("show", show))
        .resolve(segment("shot", shot))
        .resolve("logs")
        .resolve(segment("job name", jobName + "--" + jobKey));
  }

  /**
   * Returns the file of a frame's log.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where a name cannot be a file's
   */
  static Path file(Path directory, String jobName, String frameName) {
    return directory.resolve(segment("frame name", jobName + "." + frameName + ".rqlog"));
  }

  /** Makes room: creates the folder and numbers the log of an earlier run. */
  void begin(List<String> header) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.exists(file)) {
      Files.move(file, firstFree());
    }
    StringBuilder text = new StringBuilder(RULE).append('\n');
    header.forEach(line -> text.append(line).append('\n'));
    write(text.append(RULE).append('\n').toString(), StandardOpenOption.CREATE_NEW);
  }

  /** Says something in the command's place. */
  void say(@Nullable String words) throws IOException {
    write(words + "\n", StandardOpenOption.APPEND);
  }

  /** Says how the run ended. */
  void end(List<String> footer) throws IOException {
    StringBuilder text = new StringBuilder("\n").append(RULE).append('\n');
    footer.forEach(line -> text.append(line).append('\n'));
    write(text.append(RULE).append('\n').toString(), StandardOpenOption.APPEND);
  }

  /** Lays out one line of a header or footer. */
  static String line(String name, Object value) {
    return "%-12s %s".formatted(name, value);
  }

  /** Lays out a time. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private void write(String text, StandardOpenOption how) throws IOException {
    // By bytes: half a character in a command becomes a question mark and does not cost the log.
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE, how);
  }

  private Path firstFree() {
    int number = 1;
    while (Files.exists(numbered(number))) {
      number++;
    }
    return numbered(number);
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  private static String segment(String what, String name) {
    boolean escapes = name.isEmpty() || name.equals(".") || name.equals("..");
    boolean legal = name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (escapes || !legal) {
      throw new FarmException(
          new FarmFailure.Invalid(
              what + ": '" + name + "' (expected: a name that can stand in a log's path)"));
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new FarmException(
          new FarmFailure.Invalid(
              what
                  + ": the log of '"
                  + name
                  + "' (expected: at most "
                  + MAX_NAME_BYTES
                  + " bytes, which is what a file's name may have)"));
    }
    return name;
  }
}
