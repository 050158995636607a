package io.farmgate.adapter.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one process at a time may use. A file {@code lock} in it is locked as long as this
 * is open, and holds the pid of the process that has it; the operating system drops the lock when
 * the process dies, however it dies.
 *
 * <p>Safe to use from many threads.
 */
public final class StateFolder implements AutoCloseable {
  /**
   * The folders that this process holds. It is static because the operating system's locks are,
   * too: they belong to the process, and closing any second descriptor of the lock file would drop
   * them.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private StateFolder(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Creates the folder where it is missing, for its owner only, and locks it.
   *
   * @throws FarmStartException where another process holds it, or it cannot be written to
   */
  public static StateFolder lock(Path folder) {
    Path real = create(folder);
    if (!HELD.add(real)) {
      throw inUse(real, Long.toString(ProcessHandle.current().pid()));
    }
    @Nullable StateFolder locked = null;
    try {
      locked = tryLock(real);
      return locked;
    } catch (IOException e) {
      throw notWritable(real, e);
    } finally {
      if (locked == null) {
        HELD.remove(real);
      }
    }
  }

  /** Returns the folder's real path. */
  public Path path() {
    return folder;
  }

  /** Unlocks the folder. The lock file stays: deleting it would open a race. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try (channel) {
      channel.truncate(0);
      lock.release();
    } catch (IOException e) {
      // The lock goes with the process at the latest; there is nothing to lose.
    } finally {
      HELD.remove(folder);
    }
  }

  private static Path create(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return folder.toRealPath();
    } catch (IOException e) {
      throw notWritable(folder, e);
    }
  }

  private static StateFolder tryLock(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean done = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(folder, holder(channel));
      }
      String pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      channel.force(true);
      done = true;
      return new StateFolder(folder, channel, lock);
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("\\d+") ? pid : "unknown";
  }

  private static FarmStartException inUse(Path folder, String pid) {
    return new FarmStartException(
        "the state folder "
            + folder
            + " is in use by process "
            + pid
            + " (expected: one gateway a folder; stop that process, or choose another folder)");
  }

  private static FarmStartException notWritable(Path folder, IOException cause) {
    return new FarmStartException(
        "the state folder " + folder + " cannot be written to (expected: a folder of this user's)",
        cause);
  }
}
