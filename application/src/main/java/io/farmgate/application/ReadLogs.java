package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.JobId;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.OpenLog;
import java.util.Optional;

/** Reads the logs of frames for a caller who may. */
public final class ReadLogs {
  /** How much is read at a time, looking for lines from the end. */
  private static final int BLOCK = 1 << 16;

  private final AccessPolicy policy;
  private final BrowseFarm browse;

  /** Creates the use case. */
  public ReadLogs(AccessPolicy policy, BrowseFarm browse) {
    this.policy = policy;
    this.browse = browse;
  }

  /**
   * Opens the log of a frame's newest run, to be closed by whoever has it; see the port for what
   * can go wrong.
   *
   * @param job the id or the name of the frame's job, where the caller says it
   */
  public OpenLog open(Caller caller, Farm farm, FrameId frame, Optional<String> job) {
    policy.require(caller, Role.VIEWER, "read logs");
    Optional<JobId> known = job.map(key -> browse.jobKnownAs(caller, farm, key).id());
    return farm.ports().logs().open(frame, known);
  }

  /**
   * Returns where the last lines begin.
   *
   * @param size as far as it is looked at
   * @param lines how many; what stands behind the last end of a line is one, too
   * @param most how far back to look, in bytes: 1 or more
   * @return an offset from {@code size - most} to {@code size}
   */
  public static long tail(OpenLog log, long size, int lines, long most) {
    long least = Math.max(0, size - most);
    long end = size;
    int left = lines;
    byte[] block = new byte[BLOCK];
    while (left > 0 && end > least) {
      long start = Math.max(least, end - BLOCK);
      int length = Math.min((int) (end - start), log.read(start, block));
      for (int i = length - 1; i >= 0; i--) {
        // The end of the last line begins no other one.
        if (block[i] == '\n' && start + i + 1 < size && --left == 0) {
          return start + i + 1;
        }
      }
      end = start;
    }
    return lines <= 0 ? size : least;
  }
}
