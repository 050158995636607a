package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.LaunchKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of launches under keys, a file for each. What a method has written is on disk when
 * it returns. Safe to use from many threads of the one process that has the folder.
 */
final class LaunchRecords {
  private static final Logger log = LoggerFactory.getLogger(LaunchRecords.class);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

  private static final Pattern FORM =
      Pattern.compile("1 (launching|launched) (\\d{1,16}) (\\S+)\\n(.*)", Pattern.DOTALL);

  private final Path folder;
  private final Clock clock;
  private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastSweep = new AtomicLong();

  /**
   * Keeps records in a folder, which is created with the first of them.
   *
   * @param folder nobody else's
   */
  LaunchRecords(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * What is known of one launch.
   *
   * @param answer absent where nobody knows how it ended, or it has not ended
   */
  record Entry(String digest, Instant since, Optional<String> answer) {}

  /** Tells whether nobody else has entered with this key; who has must leave. */
  boolean enter(LaunchKey key) {
    return inFlight.add(name(key));
  }

  void leave(LaunchKey key) {
    inFlight.remove(name(key));
  }

  Optional<Entry> find(LaunchKey key) {
    try {
      return parsed(Files.readString(file(key))).filter(this::isKept);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Writes down that a launch is about to be made. */
  Entry begin(LaunchKey key) {
    Entry entry = new Entry(key.digest(), clock.instant(), Optional.empty());
    sweep();
    try {
      write(key, entry);
    } catch (IOException e) {
      throw unusable(e);
    }
    return entry;
  }

  /** Writes down what was answered. Where that fails, the launch is looked for the next time. */
  void done(LaunchKey key, Entry begun, String answer) {
    try {
      write(key, new Entry(begun.digest(), begun.since(), Optional.of(answer)));
    } catch (IOException e) {
      log.error("The answer to a launch cannot be written down", e);
    }
  }

  /** Forgets a launch that was not made. */
  void forget(LaunchKey key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      log.error("The record of a launch that was not made cannot be removed", e);
    }
  }

  private void write(LaunchKey key, Entry entry) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve(name(key) + ".new");
    String text =
        "1 %s %d %s%n%s"
            .formatted(
                entry.answer().isPresent() ? "launched" : "launching",
                entry.since().toEpochMilli(),
                entry.digest(),
                entry.answer().orElse(""));
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE);
    // The name is the folder's to keep.
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static Optional<Entry> parsed(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new Entry(
                parts.group(3),
                Instant.ofEpochMilli(Long.parseLong(parts.group(2))),
                parts.group(1).equals("launched") ? Optional.of(parts.group(4)) : Optional.empty()))
        : Optional.empty();
  }

  private boolean isKept(Entry entry) {
    return entry.since().plus(LaunchKey.KEPT).isAfter(clock.instant());
  }

  /** Removes what need not be kept any longer, now and then. */
  private void sweep() {
    long now = clock.millis();
    long last = lastSweep.get();
    if (now - last < BETWEEN_SWEEPS.toMillis()
        || !lastSweep.compareAndSet(last, now)
        || !Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        if (written.plus(LaunchKey.KEPT).isBefore(clock.instant())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      log.warn("Old records of launches cannot be removed", e);
    }
  }

  private Path file(LaunchKey key) {
    return folder.resolve(name(key));
  }

  private static String name(LaunchKey key) {
    try {
      byte[] text =
          (key.caller().length() + ":" + key.caller() + key.key()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 24);
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it.
      throw new IllegalStateException(e);
    }
  }

  private static FarmException unusable(IOException e) {
    return new FarmException(
        new FarmFailure.Unavailable(
            "the gateway cannot keep the key of the launch now; nothing was launched"),
        e);
  }
}
