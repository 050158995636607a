package io.farmgate.domain.port;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/** The shows of a farm. */
public interface Shows {
  /** Returns all shows, by name. */
  List<Show> all();

  /** Returns the show of that id. */
  Optional<Show> byId(ShowId id);

  /** Returns the show of that exact name, or else the one that goes by it too. */
  Optional<Show> byName(String name);

  /**
   * Creates a show.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where the name is taken, {@link
   *     FarmFailure.Invalid} where it is not a name: three or more letters, digits and underscores
   */
  Show create(String name);

  /**
   * Sets what a new job of the show may use at least and at most; what runs keeps what it has.
   *
   * <p>Both are set or neither.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown id, {@link
   *     FarmFailure.Invalid} where {@code min} is above {@code max}
   */
  void setDefaultCores(ShowId show, Cores min, Cores max);
}
