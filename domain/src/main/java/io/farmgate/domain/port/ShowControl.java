package io.farmgate.domain.port;

import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/**
 * Changes shows. What returned is durable. Each change throws {@link FarmException} with {@link
 * FarmFailure.NotFound} for an unknown id. What runs goes on, whatever is changed.
 */
public interface ShowControl {
  /** Sets whether the show takes new jobs; where it does not, nothing of it is booked either. */
  void setActive(ShowId show, boolean active);

  /** Sets whether frames of the show are booked. */
  void setBooking(ShowId show, boolean enabled);

  /** Sets whether frames of the show are sent to hosts: a second switch for the same. */
  void setDispatching(ShowId show, boolean enabled);

  /**
   * Sets who hears of comments on the show's jobs.
   *
   * @param addresses divided by commas; empty for nobody
   * @throws FarmException with {@link FarmFailure.Invalid} where that is too long or no text
   */
  void setCommentEmail(ShowId show, String addresses);

  /**
   * Sets what a new job of the show may use at least and at most; what runs keeps what it has.
   *
   * @param min 0 or more
   * @param max zero means no bound
   * @throws FarmException with {@link FarmFailure.Invalid} for a negative number, or a minimum
   *     above its maximum
   */
  void setDefaultGpus(ShowId show, int min, int max);

  /**
   * Gives a show the name that it has with {@code _archive} behind it, and has another show go by
   * the old name too, and by what else the show went by: jobs that are sent there arrive at the
   * other one. What the show has it keeps.
   *
   * @param target what the other show goes by
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown target, {@link
   *     FarmFailure.Conflict} where the new name is taken, {@link FarmFailure.Invalid} where it is
   *     too long for one, or the target is the show itself
   */
  void archive(ShowId show, String target);

  /**
   * Removes a show with its groups, subscriptions, filters and service overrides.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} where it has or had jobs, or where
   *     hosts of owners work for it
   */
  void delete(ShowId show);
}
