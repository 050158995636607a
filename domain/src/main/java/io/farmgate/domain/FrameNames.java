package io.farmgate.domain;

/** How frames are named. */
public final class FrameNames {
  private FrameNames() {}

  /** Returns for example {@code 0042-comp}. */
  public static String of(int number, String layerName) {
    return padded(number) + "-" + layerName;
  }

  /** Returns the number with at least four digits; a sign stands before them. */
  public static String padded(int number) {
    String digits = Long.toString(Math.abs((long) number));
    String zeros = "0".repeat(Math.max(0, 4 - digits.length()));
    return (number < 0 ? "-" : "") + zeros + digits;
  }
}
