package io.farmgate.domain.spec;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Violation;
import java.util.ArrayList;
import java.util.List;

/** What a comment may say, on any farm. The lengths are what Cuebot's tables hold. */
public final class CommentRules {
  /** How many characters the subject may have. */
  public static final int LONGEST_SUBJECT = 128;

  /** How many characters the message may have. */
  public static final int LONGEST_MESSAGE = 4000;

  /** How many characters the name of who left it may have. */
  public static final int LONGEST_USER = 255;

  private CommentRules() {}

  /**
   * Refuses words that are none, too many, or not to be stored.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(String subject, String message) {
    List<Violation> wrong = new ArrayList<>();
    if (subject.isBlank() && message.isBlank()) {
      wrong.add(new Violation("message", "blank (expected: a message or a subject)"));
    }
    length(wrong, "subject", subject, LONGEST_SUBJECT);
    length(wrong, "message", message, LONGEST_MESSAGE);
    refuse(wrong);
  }

  /**
   * As {@link #check(String, String)}, of a new comment.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  public static void check(String user, String subject, String message) {
    List<Violation> wrong = new ArrayList<>();
    if (user.isBlank()) {
      wrong.add(new Violation("user", "blank (expected: who comments)"));
    }
    length(wrong, "user", user, LONGEST_USER);
    refuse(wrong);
    check(subject, message);
  }

  private static void length(List<Violation> wrong, String where, String text, int most) {
    if (text.length() > most || text.indexOf('\0') >= 0) {
      wrong.add(
          new Violation(
              where,
              text.length() + " characters (expected: at most " + most + ", none of them NUL)"));
    }
  }

  private static void refuse(List<Violation> wrong) {
    if (!wrong.isEmpty()) {
      Violation first = wrong.getFirst();
      throw new FarmException(
          new FarmFailure.Invalid(first.where() + ": " + first.problem(), wrong));
    }
  }
}
