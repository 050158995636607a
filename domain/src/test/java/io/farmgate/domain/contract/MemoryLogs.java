package io.farmgate.domain.contract;

import io.farmgate.domain.FrameId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Logs;
import io.farmgate.domain.port.OpenLog;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Logs of {@link InMemoryFarm}: the command, what it says, and its exit status. */
final class MemoryLogs implements Logs {
  private final MemoryFarmState state;

  MemoryLogs(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public OpenLog open(FrameId id, Optional<JobId> job) {
    synchronized (state) {
      MemoryFrame frame =
          state.jobs().stream()
              .filter(one -> job.isEmpty() || one.id.equals(job.get()))
              .flatMap(MemoryJob::frames)
              .filter(one -> one.id.equals(id))
              .findFirst()
              .orElseThrow(() -> MemoryFarmState.notFound("frame", id.value()));
      StringBuilder log = frame.log;
      if (log == null) {
        throw new FarmException(
            new FarmFailure.NotFound("the frame '" + frame.name() + "' has no log yet"));
      }
      return new Open(frame, log);
    }
  }

  private final class Open implements OpenLog {
    private final MemoryFrame frame;
    private final StringBuilder log;

    Open(MemoryFrame frame, StringBuilder log) {
      this.frame = frame;
      this.log = log;
    }

    @Override
    public Extent extent() {
      synchronized (state) {
        // The same object, not the same text: another run may write what this one wrote.
        @SuppressWarnings("ReferenceEquality")
        boolean newest = frame.log == log;
        return new Extent(bytes().length, newest && frame.proc != null);
      }
    }

    @Override
    public int read(long offset, byte[] into) {
      synchronized (state) {
        byte[] all = bytes();
        int from = (int) Math.min(offset, all.length);
        int length = Math.min(into.length, all.length - from);
        System.arraycopy(all, from, into, 0, length);
        return length;
      }
    }

    private byte[] bytes() {
      return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      // There is nothing to give back.
    }
  }
}
