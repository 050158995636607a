package io.farmgate.adapter.embedded;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.Jobs;
import io.farmgate.domain.port.Logs;
import io.farmgate.domain.port.OpenLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frame logs in files, where OpenCue puts them: {@code <job's log folder>/<job>.<frame>.rqlog}.
 * Made of what any farm tells of its jobs and frames, so that it serves the embedded farm and, with
 * the folders that an operator lists, an OpenCue farm whose logs this machine can see.
 *
 * <p>What the farm tells is not trusted: see {@link LogRoots}. Safe to use from many threads.
 */
public final class LogFiles implements Logs {
  private static final Logger log = LoggerFactory.getLogger(LogFiles.class);

  private final Jobs jobs;
  private final Frames frames;
  private final LogRoots roots;
  private final Duration trust;

  /**
   * Reads the logs of a farm.
   *
   * @param roots folders under which logs may be read; absolute. With none, all is refused
   * @param trust how long the farm's word that a frame runs is good; 0 to ask each time
   */
  public LogFiles(Jobs jobs, Frames frames, List<Path> roots, Duration trust) {
    this.jobs = jobs;
    this.frames = frames;
    this.roots = new LogRoots(roots);
    this.trust = trust;
  }

  @Override
  public OpenLog open(FrameId id, Optional<JobId> job) {
    Frame frame = frame(id, job);
    JobId jobId =
        job.or(frame::jobId)
            .orElseThrow(() ->
                new FarmException(
                    new FarmFailure.Invalid(
                        "job: missing (expected: the id or the name of the frame's job, which"
                            + " this farm does not tell of a frame)")));
    Job known = jobs.byId(jobId).orElseThrow(() -> notFound("job", jobId.value()));
    try {
      Path folder = Path.of(known.logDirectory());
      return new OpenFile(id, roots.open(FrameLog.file(folder, known.name(), frame.name())));
    } catch (LogRoots.OutsideException | InvalidPathException e) {
      // Not a word on where: paths of this machine are not for clients.
      log.warn("The log of frame {} of {} is not under a log root", frame.name(), known.name());
      throw new FarmException(
          new FarmFailure.Unsupported(
              "the log of this frame is not where the gateway may read logs (expected: an operator"
                  + " lists its folder in FARMGATE_LOG_ROOTS)"));
    } catch (NoSuchFileException e) {
      throw new FarmException(
          new FarmFailure.NotFound(
              "the frame '" + frame.name() + "' has no log: it has not run, or its log is gone"));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private Frame frame(FrameId id, Optional<JobId> job) {
    Optional<Frame> found =
        job.isPresent()
            ? frames.list(FrameQuery.one(job.get(), id)).stream()
                .filter(frame -> frame.id().equals(id))
                .findFirst()
            : frames.byId(id);
    return found.orElseThrow(() -> notFound("frame", id.value()));
  }

  private static FarmException notFound(String kind, String key) {
    return new FarmException(FarmFailure.NotFound.of(kind, key));
  }

  private static FarmException broken(IOException cause) {
    return new FarmException(new FarmFailure.Fault("the log cannot be read"), cause);
  }

  private final class OpenFile implements OpenLog {
    private final FrameId id;
    private final LogRoots.Opened file;
    private long runningUntilNanos = System.nanoTime();

    OpenFile(FrameId id, LogRoots.Opened file) {
      this.id = id;
      this.file = file;
    }

    @Override
    public Extent extent() {
      // In this order: what is written before the frame ends is then in the size.
      boolean mayGrow = runs() && file.isStillThere();
      try {
        return new Extent(file.channel().size(), mayGrow);
      } catch (IOException e) {
        throw broken(e);
      }
    }

    private boolean runs() {
      long now = System.nanoTime();
      if (now - runningUntilNanos < 0) {
        return true;
      }
      boolean runs =
          frames
              .byId(id)
              .map(Frame::state)
              .filter(state -> state == FrameState.RUNNING || state == FrameState.SETUP)
              .isPresent();
      if (runs) {
        runningUntilNanos = now + trust.toNanos();
      }
      return runs;
    }

    @Override
    public int read(long offset, byte[] into) {
      ByteBuffer buffer = ByteBuffer.wrap(into);
      try {
        if (offset >= file.channel().size()) {
          // Some file systems refuse to go there.
          return 0;
        }
        file.channel().position(offset);
        while (buffer.hasRemaining() && file.channel().read(buffer) > 0) {
          // On, until the buffer or the file ends.
        }
        return buffer.position();
      } catch (IOException e) {
        throw broken(e);
      }
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        log.debug("A log could not be closed", e);
      }
    }
  }
}
