package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.ProgressWords.Figure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How far a run has come, by what it has written to its progress file, or else to its log. It never
 * goes back, and is in memory only.
 *
 * <p>A look reads what the log has got since the last one, and of that the last {@value #MOST}
 * bytes; there is one a second at most. One thread looks, others read.
 */
final class RunProgress {
  static final int MOST = 16 * 1024;

  /** A line of a progress file, or a few. */
  private static final int MOST_OF_FILE = 256;

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  /** A figure that falls by so much is the next frame's. */
  private static final double NEXT_FRAME = 50;

  private static final int UNKNOWN = -1;

  private final Path log;
  private final Optional<Path> file;
  private final int frames;
  private volatile int percent = UNKNOWN;
  private long looked = System.nanoTime() - PAUSE;

  /** Where the first line begins that has not been read. */
  private long at;

  /** How many frames of the run are done, and how far the one after them was when last told. */
  private int done;

  private double ofFrame;

  /**
   * Begins at the present end of the log: what the farm has written there itself says nothing.
   *
   * @param file where the command may say it, too
   * @param frames how many frames the command does one after the other
   */
  RunProgress(Path log, Optional<Path> file, int frames) {
    this.log = log;
    this.file = file;
    this.frames = frames;
    try {
      at = Files.size(log);
    } catch (IOException e) {
      at = 0;
    }
  }

  /** Returns how far it has come, in percent; nothing where the command has not said. */
  OptionalInt percent() {
    int now = percent;
    return now == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(now);
  }

  /** Looks, unless somebody has just now; returns whether the run has come along. */
  boolean look() {
    long now = System.nanoTime();
    if (now - looked < PAUSE) {
      return false;
    }
    looked = now;
    return lookNow();
  }

  /** Looks, however short ago the last look was. */
  boolean lookNow() {
    int before = percent;
    try {
      OptionalDouble said = file.isPresent() ? ofFile(file.get()) : OptionalDouble.empty();
      if (said.isPresent()) {
        raise(said.getAsDouble());
      } else {
        readLog();
      }
    } catch (IOException e) {
      // What cannot be read says nothing.
    }
    return percent != before;
  }

  private void raise(double to) {
    percent = Math.max(percent, (int) to);
  }

  private static OptionalDouble ofFile(Path file) throws IOException {
    // A link could lead anywhere, and a pipe would have the reader wait.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return OptionalDouble.empty();
    }
    try (SeekableByteChannel in =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      in.position(Math.max(0, in.size() - MOST_OF_FILE));
      return ProgressWords.ofFile(text(in, MOST_OF_FILE));
    }
  }

  private void readLog() throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(log)) {
      long size = in.size();
      // A log that has become shorter is another one.
      long from = Math.max(size < at ? 0 : at, size - MOST);
      if (from == size) {
        at = size;
        return;
      }
      in.position(from);
      String text = text(in, (int) (size - from));
      // A last line without an end may be half of one.
      int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
      at = from + end;
      text.substring(0, end)
          .lines()
          .flatMap(line -> ProgressWords.ofLine(line).stream())
          .forEach(this::take);
    }
  }

  private void take(Figure figure) {
    if (figure.whole() || frames == 1) {
      raise(figure.percent());
      return;
    }
    if (figure.percent() <= ofFrame - NEXT_FRAME && done < frames - 1) {
      done++;
    }
    ofFrame = figure.percent();
    raise((100 * done + ofFrame) / frames);
  }

  /** One letter a byte: figures are ASCII, and places are counted in bytes. */
  private static String text(SeekableByteChannel in, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    while (bytes.hasRemaining() && in.read(bytes) >= 0) {
      // On until it is full or there is no more.
    }
    return StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
  }
}
