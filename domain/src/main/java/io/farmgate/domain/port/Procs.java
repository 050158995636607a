package io.farmgate.domain.port;

import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;

/** What runs now. */
public interface Procs {
  /** Returns all procs, oldest first. */
  List<Proc> all();

  /**
   * Ends a proc's processes; its frame waits anew.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} where no such proc runs
   */
  void kill(ProcId proc, KillReason reason);

  /**
   * Lets a proc take no further frame when its present one ends. Doing so twice changes nothing.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} where no such proc runs
   */
  void unbook(ProcId proc);
}
