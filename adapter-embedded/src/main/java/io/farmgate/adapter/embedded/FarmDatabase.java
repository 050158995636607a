package io.farmgate.adapter.embedded;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The farm's state on disk.
 *
 * <p>SQLite has one writer at a time, so there is one writing connection behind a lock; reading
 * connections stand beside it and see the last committed state (write-ahead log). A transaction
 * that has returned is on disk: {@code synchronous} is FULL, which in WAL mode syncs the log at
 * every commit.
 *
 * <p>Safe to use from many threads.
 */
final class FarmDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FarmDatabase.class);
  private static final int READERS = 4;

  // SQLite's primary result codes; an extended one has its primary one in its lowest byte.
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NO_DATABASE = 26;

  private final ReentrantLock writing = new ReentrantLock(true);
  private final Handle writer;
  private final BlockingQueue<Handle> readers;
  private final List<Handle> allReaders;
  private volatile boolean closed;

  /** What is told of changes; null where nobody listens. Used under the writing lock. */
  private @Nullable Journal journal;

  private FarmDatabase(Handle writer, List<Handle> readers) {
    this.writer = writer;
    this.allReaders = List.copyOf(readers);
    this.readers = new ArrayBlockingQueue<>(READERS, false, readers);
  }

  /**
   * Opens the database, creates it where it is missing, and brings it up to date.
   *
   * @throws FarmStartException where it is damaged, from a newer version, or cannot be written to
   */
  static FarmDatabase open(Path file) {
    Migrations.apply(source(file, false), file);
    List<Handle> opened = new ArrayList<>();
    try {
      Handle writer = connect(file, false).open();
      opened.add(writer);
      writer.execute("CREATE TEMP TABLE picked (frame INTEGER PRIMARY KEY)");
      writer.execute("CREATE TEMP TABLE undone (frame INTEGER PRIMARY KEY)");
      Touched.install(writer);
      Jdbi reading = connect(file, true);
      for (int i = 0; i < READERS; i++) {
        opened.add(reading.open());
      }
      return new FarmDatabase(writer, opened.subList(1, opened.size()));
    } catch (JdbiException e) {
      opened.forEach(Handle::close);
      throw new FarmStartException("the database " + file + " cannot be opened", e);
    }
  }

  private static Jdbi connect(Path file, boolean readOnly) {
    Jdbi jdbi = Jdbi.create(source(file, readOnly));
    jdbi.setStatementBuilderFactory(connection -> new KeptStatements());
    return jdbi;
  }

  /** Answers a question from the last committed state. */
  <T> T read(Function<Handle, T> question) {
    Handle reader = takeReader();
    try {
      return question.apply(reader);
    } catch (JdbiException e) {
      throw failure(e);
    } finally {
      readers.add(reader);
    }
  }

  /** Does all of {@code change}, durably, or nothing of it. */
  <T> T write(Function<Handle, T> change) {
    writing.lock();
    try {
      if (closed) {
        throw closing();
      }
      return journal == null ? writer.inTransaction(change::apply) : journal.told(writer, change);
    } catch (JdbiException e) {
      throw failure(e);
    } finally {
      writing.unlock();
    }
  }

  /** Has a look at the last committed state, at a time when nobody changes it. */
  void between(Consumer<Handle> look) {
    writing.lock();
    try {
      if (closed) {
        throw closing();
      }
      look.accept(writer);
    } catch (JdbiException e) {
      throw failure(e);
    } finally {
      writing.unlock();
    }
  }

  /** Has every transaction from now on go through a journal; null for none. */
  void journal(@Nullable Journal wanted) {
    writing.lock();
    try {
      if (closed && wanted != null) {
        throw closing();
      }
      if (closed || (journal == null) == (wanted == null)) {
        return;
      }
      if (wanted != null) {
        wanted.begin(writer);
      } else {
        Journal.end(writer);
      }
      journal = wanted;
    } catch (JdbiException e) {
      throw failure(e);
    } finally {
      writing.unlock();
    }
  }

  /** Waits for what is going on, and closes. */
  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      for (int i = 0; i < allReaders.size(); i++) {
        takeReaderToClose().close();
      }
      writer.close();
    } finally {
      writing.unlock();
    }
  }

  private Handle takeReader() {
    if (closed) {
      throw closing();
    }
    try {
      return readers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmException(new FarmFailure.Unavailable("the call was interrupted"), e);
    }
  }

  private Handle takeReaderToClose() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return readers.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FarmException closing() {
    return new FarmException(new FarmFailure.Unavailable("the embedded farm is closing down"));
  }

  private static FarmException failure(JdbiException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return failure(sqlite.getResultCode(), e);
      }
    }
    return fault(e);
  }

  private static FarmException failure(SQLiteErrorCode code, JdbiException e) {
    log.error("The embedded farm's database answered {}", code, e);
    return switch (code.code & 0xff) {
      case FULL ->
          unavailable(
              "the disk of the embedded farm's state is full (expected: room on it; nothing is"
                  + " lost, and the farm goes on when there is some)",
              e);
      case BUSY, LOCKED -> unavailable("another program holds the embedded farm's database", e);
      case READ_ONLY, IO_ERROR, CANNOT_OPEN ->
          unavailable(
              "the embedded farm's state cannot be written to or read from its disk (expected: a"
                  + " disk that works, has room and is not read-only)",
              e);
      case CORRUPT, NO_DATABASE ->
          unavailable(
              "the embedded farm's database is damaged (expected: the gateway stopped, and a copy of"
                  + " the database put in its place)",
              e);
      default -> fault(e);
    };
  }

  private static FarmException unavailable(String message, JdbiException e) {
    return new FarmException(new FarmFailure.Unavailable(message), e);
  }

  private static FarmException fault(JdbiException e) {
    return new FarmException(
        new FarmFailure.Fault("the embedded farm could not read or write its state"), e);
  }

  private static SQLiteDataSource source(Path file, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    config.setReadOnly(readOnly);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    if (!readOnly) {
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      config.enforceForeignKeys(true);
    }
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** Tells whether {@code e} says that a unique index refused a row. */
  static boolean isDuplicate(JdbiException e) {
    return e.getCause() instanceof SQLException sql
        && sql instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
  }
}
