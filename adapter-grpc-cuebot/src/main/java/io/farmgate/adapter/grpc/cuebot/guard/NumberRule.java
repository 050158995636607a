package io.farmgate.adapter.grpc.cuebot.guard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of a number, both inclusive; NaN and infinities are always out of them.
 *
 * @param least may be the lowest double, for none
 * @param most may be the highest double, for none
 */
record NumberRule(double least, double most) {
  static final NumberRule FINITE = new NumberRule(-Double.MAX_VALUE, Double.MAX_VALUE);

  /** Returns what is wrong; null for nothing. {@code shown} is the value as a person reads it. */
  @Nullable Problem check(double value, String shown) {
    return value >= least && value <= most
        ? null
        : new Problem("", shown + " (expected: " + expected() + ")", "number");
  }

  private String expected() {
    if (equals(FINITE)) {
      return "a number";
    }
    return most == Double.MAX_VALUE
        ? show(least) + " or more"
        : "a number from " + show(least) + " to " + show(most);
  }

  static String show(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
