package io.farmgate.domain.spec;

import io.farmgate.domain.Host.HardwareState;
import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Set;
import java.util.regex.Pattern;

/** What people may say of a host, on any farm. */
public final class HostRules {
  private static final int MOST_TAGS = 100;

  /** What Cuebot's tables hold. */
  private static final Pattern OS = Pattern.compile("[\\w.:+ -]{1,32}");

  private HostRules() {}

  /**
   * Refuses what are no tags, or none.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkTags(Set<String> tags) {
    if (tags.isEmpty() || tags.size() > MOST_TAGS) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "tags: " + tags.size() + " of them (expected: 1 to " + MOST_TAGS + ")"));
    }
    tags.forEach(tag -> NameRule.TAG.check("tag", tag));
  }

  /**
   * Refuses a state that nobody can set.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkState(HardwareState state) {
    if (state == HardwareState.REBOOTING) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "state: REBOOTING (expected: UP, DOWN, REPAIR or REBOOT_WHEN_IDLE; a reboot is asked"
                  + " for by itself)"));
    }
  }

  /**
   * Refuses what is no name of an operating system.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void checkOs(String os) {
    if (!OS.matcher(os).matches() || os.isBlank()) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "os: " + Echo.quoted(os) + " (expected: 1 to 32 letters, digits, blanks and .:+-_)"));
    }
  }
}
