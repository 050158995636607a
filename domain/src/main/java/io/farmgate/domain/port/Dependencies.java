package io.farmgate.domain.port;

import io.farmgate.domain.DependId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/**
 * What waits for what, once it is on the farm; {@link io.farmgate.domain.spec.Submission} has what
 * is submitted with jobs. A dependency stays on record when what it waited for is done, and can be
 * made active again. What returned is durable. Each change throws {@link FarmException} with {@link
 * FarmFailure.NotFound} for an unknown id.
 */
public interface Dependencies {
  /** Returns the dependency of that id. */
  Optional<Depend> byId(DependId id);

  /** Returns those in which anything of a job waits, but for a frame's on a frame. */
  List<Depend> ofJob(WorkRef.OfJob job);

  /**
   * Returns those that wait for something or a part of it; of an unknown thing none. For a frame
   * they include the single frames that a frame-by-frame dependency ties to it, each as one of its
   * own.
   */
  List<Depend> waitingFor(WorkRef target);

  /**
   * Returns those by which something itself waits; of an unknown thing none. For a frame, all that
   * may hold it back: those of its layer and its job, and single frames as in {@link #waitingFor}.
   */
  List<Depend> holding(WorkRef dependent);

  /**
   * Makes one thing wait for another. Where the other is done already, nothing is held back.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where it would wait for itself, by
   *     whatever way round, {@link FarmFailure.Conflict} where it waits for it already
   */
  Depend create(WorkRef dependent, WorkRef target);

  /**
   * Makes each frame of a layer wait for those of another layer that run the same frame numbers.
   *
   * @param anyFrame instead: makes the layer wait until any one frame of the other is done
   * @throws FarmException as {@link #create}; a way round by any frames of the two layers counts
   */
  Depend createFrameByFrame(LayerId dependent, LayerId target, boolean anyFrame);

  /** Lets what waits go on as if all were done. Doing so twice changes nothing. */
  void satisfy(DependId id);

  /**
   * Makes it active again: what waits and has not run is held back until what is waited for is done
   * from then on, or somebody satisfies it.
   */
  void unsatisfy(DependId id);

  /** Satisfies what holds something: for a job also what holds parts of it. */
  void drop(WorkRef dependent, Depend.Where where);

  /**
   * Satisfies all that wait for something or for a part of it; what is waited for stays as it is.
   */
  void dropWaitingFor(WorkRef target);
}
