package io.farmgate.adapter.http.rpc.spec;

import io.farmgate.domain.Cores;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The texts in a specification and what OpenCue takes them to mean. A text that means nothing is
 * noted as a problem of its element, and counts as absent from there on.
 */
final class SpecText {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_.]{3,}");
  private static final long MEGABYTE = 1L << 20;

  private final Problems problems;

  SpecText(Problems problems) {
    this.problems = problems;
  }

  /** Reads an element's text where it is there. */
  <T> Optional<T> value(
      XmlElement parent, String child, String expected, Function<String, T> meaning) {
    Optional<XmlElement> element = parent.child(child).filter(found -> !found.text().isEmpty());
    if (element.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(meaning.apply(element.get().text()));
    } catch (IllegalArgumentException e) {
      problems.add(element.get(), "'" + element.get().text() + "' (expected: " + expected + ")");
      return Optional.empty();
    }
  }

  /** Reads text that must be there. */
  String required(XmlElement parent, String child) {
    Optional<String> text = parent.textOf(child);
    if (text.isEmpty()) {
      problems.add(parent, "no <" + child + "> with a text in it (expected: one)");
    }
    return text.orElse("");
  }

  /** Reads yes or no. */
  Optional<Boolean> flag(XmlElement parent, String child) {
    return value(parent, child, "true or false", SpecText::flag);
  }

  /** Reads a whole number within bounds, both included. */
  Optional<Integer> number(XmlElement parent, String child, int least, int most) {
    return value(
        parent,
        child,
        "a whole number from " + least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException();
          }
          return number;
        });
  }

  /** Reads a time in minutes; none for 0, which OpenCue takes for "no bound". */
  Optional<Duration> minutes(XmlElement parent, String child) {
    return number(parent, child, 0, Integer.MAX_VALUE)
        .filter(minutes -> minutes > 0)
        .map(Duration::ofMinutes);
  }

  /**
   * Reads what one proc books. OpenCue takes a number with a point for cores and one without for
   * hundredths of a core, and gives a whole core to who asks for less than a tenth.
   */
  Optional<Cores> cores(XmlElement parent, String child) {
    return value(
        parent,
        child,
        "cores with a point (2.0) or hundredths of a core without (200), more than 0",
        text -> {
          Cores cores =
              text.contains(".")
                  ? Cores.of(Double.parseDouble(text))
                  : new Cores(Integer.parseInt(text));
          if (cores.equals(Cores.ZERO)) {
            throw new IllegalArgumentException();
          }
          return cores.hundredths() < 10 ? Cores.ONE : cores;
        });
  }

  /** Reads memory in bytes: {@code 512m}, {@code 4g}, or a bare number of gigabytes. */
  Optional<Long> memory(XmlElement parent, String child) {
    return value(parent, child, "memory such as 512m or 4g, more than 0", SpecText::bytes);
  }

  /** Makes a name of a layer, a shot or a job as OpenCue does; see {@link #conformed}. */
  String name(XmlElement element, String what, String raw) {
    Optional<String> name = conformed(raw);
    if (name.isEmpty() && !raw.isEmpty()) {
      problems.add(
          element,
          what + " '" + raw + "' (expected: 3 or more letters, digits, dots and underscores)");
    }
    return name.orElse("");
  }

  /** Returns the name in lower case with underscores for dashes, where that is a name. */
  static Optional<String> conformed(String raw) {
    String name = raw.replace('-', '_').toLowerCase(Locale.ROOT);
    return Optional.of(name).filter(conformed -> NAME.matcher(conformed).matches());
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      // pyoutline writes Python's None for a flag that nobody set.
      case "false", "no", "off", "0", "none" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static long bytes(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String unit = lower.replaceFirst("^[0-9]+(\\.[0-9]+)?", "");
    double amount = Double.parseDouble(lower.substring(0, lower.length() - unit.length()));
    long scale =
        switch (unit) {
          case "m", "mb" -> MEGABYTE;
          case "", "g", "gb" -> 1024 * MEGABYTE;
          default -> throw new IllegalArgumentException();
        };
    double bytes = amount * scale;
    if (!(bytes >= 1) || bytes > 1L << 50) {
      throw new IllegalArgumentException();
    }
    return (long) bytes;
  }
}
