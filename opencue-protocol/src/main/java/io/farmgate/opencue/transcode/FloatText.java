package io.farmgate.opencue.transcode;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Floating-point numbers as Go's encoding/json and protojson print them: the fewest digits that
 * read back as the same value, plain between 1e-6 and 1e21, else with an exponent of at least one
 * digit below zero and two above ({@code 1e-7}, {@code 1e+21}).
 *
 * <h2>Short values</h2>
 *
 * Farms report cores as 1.5 and the like. Such a value times 1, 10, 100 or 1,000 is a whole number,
 * and if that number has at most 6 digits (15 for a double) and divides back to the very value,
 * then it gives the digits: two decimals of so few digits are never the same float, so there is no
 * other candidate of that length, and the scales are tried in ascending order, so there is no
 * shorter one.
 *
 * <h2>All others</h2>
 *
 * The digits come from {@link Float#toString} and {@link Double#toString}, which since JDK 19 give
 * the shortest decimal, but never fewer than two digits: {@code 4.9E-324} where one digit, {@code
 * 5e-324}, is enough. That concerns the smallest subnormal values only and is put right here.
 */
final class FloatText {
  private static final byte[] NAN = ascii("\"NaN\"");
  private static final byte[] INFINITY = ascii("\"Infinity\"");
  private static final byte[] MINUS_INFINITY = ascii("\"-Infinity\"");
  private static final int[] SCALES = {1, 10, 100, 1_000};
  private static final long FLOAT_DIGITS = 999_999;
  private static final long DOUBLE_DIGITS = 999_999_999_999_999L;

  private FloatText() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static void write(JsonBuffer out, float value) throws IOException {
    if (isSpecial(out, value)) {
      return;
    }
    float magnitude = Math.abs(value);
    if (magnitude <= FLOAT_DIGITS) {
      for (int places = 0; places < SCALES.length; places++) {
        long scaled = Math.round((double) magnitude * SCALES[places]);
        if (scaled > FLOAT_DIGITS) {
          break;
        }
        if ((float) scaled / SCALES[places] == magnitude) {
          shortForm(out, Float.floatToRawIntBits(value) < 0, scaled, places);
          return;
        }
      }
    }
    goForm(out, Float.toString(value), true);
  }

  static void write(JsonBuffer out, double value) throws IOException {
    if (isSpecial(out, value)) {
      return;
    }
    double magnitude = Math.abs(value);
    if (magnitude <= DOUBLE_DIGITS) {
      for (int places = 0; places < SCALES.length; places++) {
        double product = magnitude * SCALES[places];
        if (product > DOUBLE_DIGITS) {
          break;
        }
        long scaled = Math.round(product);
        if ((double) scaled / SCALES[places] == magnitude) {
          shortForm(out, Double.doubleToRawLongBits(value) < 0, scaled, places);
          return;
        }
      }
    }
    goForm(out, Double.toString(value), false);
  }

  private static boolean isSpecial(JsonBuffer out, double value) throws IOException {
    if (Double.isFinite(value)) {
      return false;
    }
    out.put(Double.isNaN(value) ? NAN : value > 0 ? INFINITY : MINUS_INFINITY);
    return true;
  }

  /** Writes {@code scaled} with {@code places} digits, at most 3, behind the point. */
  private static void shortForm(JsonBuffer out, boolean negative, long scaled, int places)
      throws IOException {
    if (negative) {
      out.put('-');
    }
    if (places == 0) {
      DecimalText.write(out, scaled);
      return;
    }
    long whole = scaled / SCALES[places];
    int fraction = (int) (scaled - whole * SCALES[places]);
    DecimalText.write(out, whole);
    out.ensure(places + 1);
    out.bytes[out.position++] = '.';
    for (int scale = SCALES[places - 1]; scale > 0; scale /= 10) {
      out.bytes[out.position++] = (byte) ('0' + fraction / scale % 10);
    }
  }

  /** Rewrites Java's form of a finite value that is not zero. */
  private static void goForm(JsonBuffer out, String javaForm, boolean isFloat) throws IOException {
    boolean negative = javaForm.charAt(0) == '-';
    BigDecimal decimal = new BigDecimal(negative ? javaForm.substring(1) : javaForm);
    decimal = oneDigitIfEnough(decimal.stripTrailingZeros(), isFloat);
    String digits = decimal.unscaledValue().toString();
    // The value is 0.digits times ten to this power.
    int pointAt = digits.length() - decimal.scale();
    StringBuilder text = new StringBuilder(32);
    if (negative) {
      text.append('-');
    }
    if (pointAt < -5 || pointAt > 21) {
      scientific(text, digits, pointAt - 1);
    } else if (pointAt <= 0) {
      text.append("0.").repeat('0', -pointAt).append(digits);
    } else if (pointAt >= digits.length()) {
      text.append(digits).repeat('0', pointAt - digits.length());
    } else {
      text.append(digits, 0, pointAt).append('.').append(digits, pointAt, digits.length());
    }
    out.put(ascii(text.toString()));
  }

  private static void scientific(StringBuilder text, String digits, int exponent) {
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    text.append(Math.abs(exponent));
  }

  private static BigDecimal oneDigitIfEnough(BigDecimal shortest, boolean isFloat) {
    if (shortest.precision() != 2) {
      return shortest;
    }
    int scale = shortest.scale() - 1;
    BigDecimal below = shortest.setScale(scale, RoundingMode.DOWN);
    BigDecimal above = shortest.setScale(scale, RoundingMode.UP);
    boolean belowIsEnough = readsBack(below, shortest, isFloat);
    boolean aboveIsEnough = readsBack(above, shortest, isFloat);
    if (belowIsEnough && aboveIsEnough) {
      BigDecimal exact =
          isFloat ? new BigDecimal(shortest.floatValue()) : new BigDecimal(shortest.doubleValue());
      boolean belowIsCloser = exact.subtract(below).compareTo(above.subtract(exact)) <= 0;
      return (belowIsCloser ? below : above).stripTrailingZeros();
    }
    if (belowIsEnough || aboveIsEnough) {
      return (belowIsEnough ? below : above).stripTrailingZeros();
    }
    return shortest;
  }

  private static boolean readsBack(BigDecimal candidate, BigDecimal value, boolean isFloat) {
    return isFloat
        ? candidate.floatValue() == value.floatValue()
        : candidate.doubleValue() == value.doubleValue();
  }
}
