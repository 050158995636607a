package io.farmgate.adapter.http.rpc.spec;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Violation;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one specification: all of it, so that a person mends it in one go. */
final class Problems {
  /** Beyond this many, more help nobody. */
  private static final int ENOUGH = 20;

  private final List<Violation> found = new ArrayList<>();

  /** Notes one thing wrong with an element. */
  void add(XmlElement element, String problem) {
    if (found.size() < ENOUGH) {
      found.add(new Violation("line " + element.line() + ", <" + element.name() + ">", problem));
    }
  }

  /**
   * Ends the reading where anything is wrong.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that holds every problem
   */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    if (found.size() == 1) {
      Violation only = found.getFirst();
      throw new FarmException(
          new FarmFailure.Invalid("job specification: " + only.where() + ": " + only.problem()));
    }
    throw new FarmException(
        new FarmFailure.Invalid("job specification: " + found.size() + " problems", found));
  }
}
