package io.farmgate.domain;

/**
 * An amount of processor cores, exact to a hundredth, as OpenCue books them.
 *
 * @param hundredths 100 is one core; never negative
 */
public record Cores(int hundredths) implements Comparable<Cores> {
  /** No cores at all. */
  public static final Cores ZERO = new Cores(0);

  /** One whole core. */
  public static final Cores ONE = new Cores(100);

  public Cores {
    if (hundredths < 0) {
      throw new IllegalArgumentException("cores: " + hundredths + "/100 (expected: 0 or more)");
    }
  }

  /**
   * Rounds {@code cores} to the nearest hundredth.
   *
   * @throws IllegalArgumentException for NaN, infinity, a negative amount, or more than 21 million
   */
  public static Cores of(double cores) {
    if (!(cores >= 0) || cores > Integer.MAX_VALUE / 100.0) {
      throw new IllegalArgumentException("cores: " + cores + " (expected: 0 to 21474836)");
    }
    return new Cores((int) Math.round(cores * 100));
  }

  /** Returns the amount as OpenCue's wire gives it. */
  public float asFloat() {
    return hundredths / 100f;
  }

  @Override
  public int compareTo(Cores other) {
    return Integer.compare(hundredths, other.hundredths);
  }
}
