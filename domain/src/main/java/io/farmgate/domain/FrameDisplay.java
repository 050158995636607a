package io.farmgate.domain;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;

/**
 * How displays show a frame while it is in a state, instead of the state's own name and colour.
 *
 * @param red 0 to 255, as are the others
 */
public record FrameDisplay(FrameState state, String text, int red, int green, int blue) {
  /** What an OpenCue farm has room for, in characters. */
  public static final int LONGEST_TEXT = 24;

  private static final int MOST = 255;

  /**
   * Makes one that somebody asks for.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where the text is blank or longer than
   *     {@link #LONGEST_TEXT}, or a part of the colour is not 0 to 255
   */
  public static FrameDisplay asked(FrameState state, String text, int red, int green, int blue) {
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw invalid(
          "text: " + Echo.quoted(text) + " (expected: 1 to " + LONGEST_TEXT + " characters)");
    }
    require("red", red);
    require("green", green);
    require("blue", blue);
    return new FrameDisplay(state, text, red, green, blue);
  }

  private static void require(String part, int value) {
    if (value < 0 || value > MOST) {
      throw invalid("color." + part + ": " + value + " (expected: 0 to " + MOST + ")");
    }
  }

  private static FarmException invalid(String message) {
    return new FarmException(new FarmFailure.Invalid(message));
  }
}
