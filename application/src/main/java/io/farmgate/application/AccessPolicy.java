package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Locale;

/** Decides who may do what. The only place that compares a caller's role with what is needed. */
public final class AccessPolicy {

  /**
   * Lets the caller pass, or not.
   *
   * @param what what the caller wants to do, for the message: "kill a job"
   * @throws FarmException with {@link FarmFailure.Forbidden}
   */
  public void require(Caller caller, Role needed, String what) {
    if (!caller.role().covers(needed)) {
      throw new FarmException(
          new FarmFailure.Forbidden(
              "'"
                  + caller.subject()
                  + "' has the role "
                  + word(caller.role())
                  + "; to "
                  + what
                  + " takes the role "
                  + word(needed)));
    }
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
