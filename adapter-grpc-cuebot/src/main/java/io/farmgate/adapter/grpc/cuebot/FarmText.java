package io.farmgate.adapter.grpc.cuebot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which of Cuebot's words a client may read.
 *
 * <p>Most of its failures are the text of a Java exception: class names, SQL, names of tables and
 * constraints, addresses. A text without any of these stays as it is, letter by letter ({@link
 * #NO_ROW} apart, which says nothing to a person). Of one with, three things can be saved: what
 * Cuebot's own exceptions and {@code IllegalArgumentException} say, since that is written for
 * people; the words before the first leak, when they make a clause; else {@link #HIDDEN} stands for
 * the whole.
 *
 * <p>When in doubt it hides: a job called {@code a:5432} reads as an address.
 */
final class FarmText {
  /** What a client reads in place of a text that only shows how the farm is made. */
  static final String HIDDEN = "the farm reported an internal error; its log has the details";

  private static final String SEE_LOG = " (the farm's log has the details)";

  /** A clause of fewer words says nothing. */
  private static final int WORDS_OF_A_CLAUSE = 3;

  private static final String CLASS_NAME =
      "(?<!\\w)(?:java|javax|jakarta|org|com|io|net|edu|sun|jdk|kotlin|groovy)"
          + "\\.(?:[a-z]\\w*\\.)*[A-Z][\\w$]*"
          + "|\\b[A-Z][\\w$]*(?:Exception|Error)\\b";

  private static final String JAVA =
      "nested exception|stack ?trace|\\n\\s*at [\\w.$]+\\(|Cannot \\w+ \"|\\bHikari|\\bJDBC\\b";

  private static final String SQL =
      "(?i:\\bSQL\\b|\\bSQLState\\b|PreparedStatement|ResultSet|\\bselect\\b.+\\bfrom\\b"
          + "|\\binsert\\s+into\\b|\\bupdate\\b.+\\bset\\b|\\bdelete\\s+from\\b"
          + "|\\bconstraint\\b|\\bcharacter varying\\b|\\bduplicate key\\b"
          + "|\\b(?:relation|column|table|schema) \")|\\bERROR:|\\bDetail: ";

  private static final String ADDRESS =
      "\\bjdbc:|\\w+://|\\bfile:/|(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.])"
          + "|(?i:\\blocalhost\\b)|[A-Za-z0-9][\\w-]*(?:\\.[\\w-]+)+:\\d{2,5}\\b"
          + "|[A-Za-z][\\w-]*:\\d{4,5}\\b|\\[[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*](?::\\d+)?";

  private static final Pattern LEAK =
      Pattern.compile(CLASS_NAME + "|" + JAVA + "|" + SQL + "|" + ADDRESS, Pattern.DOTALL);

  /** Exceptions whose message was written for the caller. */
  private static final Pattern SPEAKING_CLASS =
      Pattern.compile(
          "(?:(?:java\\.lang\\.)?IllegalArgumentException"
              + "|com\\.imageworks\\.spcue\\.(?:[a-z]\\w*\\.)*[A-Z][\\w$]*"
              + "|DependException|EntityCreationError"
              // Says in which line a job specification is wrong, and what was expected there.
              + "|org\\.jdom\\.input\\.JDOMParseException)[:,] ?");

  /** How Cuebot's database layer says that there is no such thing. */
  private static final String NO_ROW = "Incorrect result size: expected 1, actual 0";

  private static final String NOT_THERE = "the farm has nothing of that id or name";

  private FarmText() {}

  /** Whether {@code text} shows something that no client should see. */
  static boolean leaks(String text) {
    return LEAK.matcher(text).find();
  }

  /** Returns {@code text} itself when it is harmless, else what may be shown of it. */
  static String clean(String text) {
    if (text.equals(NO_ROW)) {
      return NOT_THERE;
    }
    if (!leaks(text)) {
      return text;
    }
    // Cuebot repeats the message of an exception on a second line.
    int end = text.indexOf('\n');
    String spoken = SPEAKING_CLASS.matcher(end < 0 ? text : text.substring(0, end)).replaceAll("");
    Matcher leak = LEAK.matcher(spoken);
    if (!leak.find()) {
      return spoken.isBlank() ? HIDDEN : spoken;
    }
    String before = spoken.substring(0, leak.start()).replaceFirst("[\\s:,;.(]+$", "");
    return before.split("\\s+").length < WORDS_OF_A_CLAUSE ? HIDDEN : before + SEE_LOG;
  }
}
