package io.farmgate.adapter.embedded;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What programs print of how far they have come. A percentage counts only where the line cannot
 * mean anything else by it: "85% of memory" is none.
 */
final class ProgressWords {
  /** Of a longer line the rest says nothing. */
  static final int MOST_LETTERS = 512;

  private static final String NUMBER = "(?<![\\d.])(?<percent>\\d{1,3}(?:\\.\\d{1,6})?)\\s?%";
  private static final String PART = "\\s{1,4}(?<done>\\d{1,9})\\s?/\\s?(?<all>\\d{1,9})\\b";

  /** A script's own word, which is about all that it has to do. */
  private static final Pattern WHOLE =
      Pattern.compile("(?<![a-z_])progress\\s?[:=]\\s{0,4}" + NUMBER, Pattern.CASE_INSENSITIVE);

  /** What renderers say of the frame that they are at, the surest first. */
  private static final List<Pattern> OF_FRAME =
      List.of(
          // Programs that were taught to talk to Tractor and Alfred.
          Pattern.compile("(?:ALF|TR)_PROGRESS\\s{1,4}" + NUMBER),
          // RenderMan.
          Pattern.compile("\\bR90000\\b\\W{0,4}" + NUMBER),
          // Blender, Redshift. Where tiles are told, the samples beside them are one tile's.
          words("(?:rendered|tiles?|blocks?|buckets?)" + PART),
          words("samples?" + PART),
          // Arnold.
          words(NUMBER + "\\s(?:done|completed?|finished|rendered)\\b"),
          // V-Ray.
          words("render(?:ing|ed)\\b[^%\\d]{0,40}" + NUMBER),
          // A bar, or nothing but the figure.
          Pattern.compile("^[\\s\\[\\]#=*.>|-]{0,200}" + NUMBER + "\\s{0,4}(?:$|[|\\[(,;:-])"));

  private static final Pattern FILE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)\\s?(%?)");

  private ProgressWords() {}

  /**
   * How far something has come.
   *
   * @param percent 0 to 100
   * @param whole whether it is about the whole run, and not about one frame of several
   */
  record Figure(double percent, boolean whole) {}

  private static Pattern words(String pattern) {
    return Pattern.compile("(?<![a-z_])" + pattern, Pattern.CASE_INSENSITIVE);
  }

  /** Returns what a line of a log says. */
  static Optional<Figure> ofLine(String line) {
    if (line.indexOf('%') < 0 && line.indexOf('/') < 0) {
      return Optional.empty();
    }
    String start = line.length() <= MOST_LETTERS ? line : line.substring(0, MOST_LETTERS);
    Matcher whole = WHOLE.matcher(start);
    if (whole.find()) {
      return figure(Double.parseDouble(whole.group("percent")), true);
    }
    for (Pattern pattern : OF_FRAME) {
      Matcher said = pattern.matcher(start);
      if (said.find()) {
        return figure(percent(said), false);
      }
    }
    return Optional.empty();
  }

  private static double percent(Matcher said) {
    if (said.namedGroups().containsKey("percent")) {
      return Double.parseDouble(said.group("percent"));
    }
    return 100.0 * Integer.parseInt(said.group("done")) / Integer.parseInt(said.group("all"));
  }

  /** Without what is no part of a whole: a number divided by none, too. */
  private static Optional<Figure> figure(double percent, boolean whole) {
    return percent >= 0 && percent <= 100
        ? Optional.of(new Figure(percent, whole))
        : Optional.empty();
  }

  /**
   * Returns the percentage that the last line of a progress file says: {@code 45}, {@code 45%} and
   * {@code 0.45} are the same. A number with a point that is not above 1 is a part of the whole.
   */
  static OptionalDouble ofFile(String text) {
    String last = text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip();
    Matcher said = FILE.matcher(last);
    if (!said.matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(said.group(1));
    boolean part = said.group(2).isEmpty() && last.indexOf('.') > 0 && number <= 1;
    double percent = part ? 100 * number : number;
    return percent <= 100 ? OptionalDouble.of(percent) : OptionalDouble.empty();
  }
}
