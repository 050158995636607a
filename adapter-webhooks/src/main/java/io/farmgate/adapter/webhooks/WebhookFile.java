package io.farmgate.adapter.webhooks;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The file of webhooks: SQLite, one connection behind a lock. A transaction that has returned is on
 * disk. The file holds secrets, so it is its owner's only. Thread-safe.
 */
final class WebhookFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookFile.class);
  private static final int VERSION = 1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Handle handle;
  private boolean closed;

  private WebhookFile(Handle handle) {
    this.handle = handle;
  }

  /**
   * Opens the file, and makes it where it is missing.
   *
   * @throws WebhooksException where it is damaged, from a newer version, or cannot be written to
   */
  static WebhookFile open(Path path) {
    try {
      Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
      boolean made = !Files.exists(path);
      if (made) {
        Files.createFile(path);
      }
      if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(
            path, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
      }
      Handle handle = Jdbi.create(source(path)).open();
      boolean fits = false;
      try {
        fit(handle, path);
        fits = true;
        return new WebhookFile(handle);
      } finally {
        if (!fits) {
          handle.close();
        }
      }
    } catch (IOException | JdbiException e) {
      throw new WebhooksException(
          "the file of webhooks "
              + path
              + " cannot be used: it is damaged, on a disk that is full or read-only, or not this"
              + " user's (expected: restore it, or move it away to start without webhooks)",
          e);
    }
  }

  private static void fit(Handle handle, Path path) throws IOException {
    int version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    if (version > VERSION) {
      throw new WebhooksException(
          "the file of webhooks "
              + path
              + " is of version "
              + version
              + " (expected: "
              + VERSION
              + " at most, or the program that wrote it)");
    }
    if (version == 0) {
      String script = tables();
      handle.useTransaction(h -> {
        h.createScript(script).execute();
        h.execute("PRAGMA user_version = " + VERSION);
      });
    }
  }

  private static String tables() throws IOException {
    try (InputStream script =
        Objects.requireNonNull(WebhookFile.class.getResourceAsStream("tables.sql"))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Does all of {@code work}, durably, or nothing of it. */
  <T> T in(Function<Handle, T> work) {
    lock.lock();
    try {
      if (closed) {
        throw new FarmException(new FarmFailure.Unavailable("the gateway is closing down"));
      }
      return handle.inTransaction(work::apply);
    } catch (JdbiException e) {
      // Its texts may name values, and one of these is a secret.
      log.error("The file of webhooks cannot be read or written: {}", e.getClass().getSimpleName());
      throw new FarmException(
          new FarmFailure.Fault("the gateway could not read or write its webhooks"));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      handle.close();
    } finally {
      lock.unlock();
    }
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
