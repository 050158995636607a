package io.farmgate.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.farmgate.domain.failure.FarmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDisplayTest {

  @Test
  void allThatFitsShouldBeTaken() {
    assertThat(FrameDisplay.asked(FrameState.DEAD, "x".repeat(24), 0, 255, 1).green())
        .isEqualTo(255);
  }

  @ParameterizedTest
  @CsvSource({
    "' ', 0, 0, 0, text",
    "twenty-five characters it, 0, 0, 0, text",
    "ok, -1, 0, 0, color.red",
    "ok, 0, 256, 0, color.green",
    "ok, 0, 0, 1000, color.blue"
  })
  void whatDoesNotFitShouldBeRefused(String text, int red, int green, int blue, String where) {
    assertThatExceptionOfType(FarmException.class)
        .isThrownBy(() -> FrameDisplay.asked(FrameState.DEAD, text, red, green, blue))
        .withMessageStartingWith(where + ": ");
  }
}
