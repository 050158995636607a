package io.farmgate.domain.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1                        | 1
          0007                     | 7
          -7                       | -7
          -0                       | 0
          1-5                      | 1 2 3 4 5
          3-3                      | 3
          6-2                      | 6 5 4 3 2
          -5-3                     | -5 -4 -3 -2 -1 0 1 2 3
          -2--6                    | -2 -3 -4 -5 -6
          1--2                     | 1 0 -1 -2
          1-8x2                    | 1 3 5 7
          1-8x1                    | 1 2 3 4 5 6 7 8
          1-8x100                  | 1
          8-1x-2                   | 8 6 4 2
          5-5x3                    | 5
          1-8y2                    | 2 4 6 8
          1-10y3                   | 2 3 5 6 8 9
          8-1y-2                   | 7 5 3 1
          1-10:5                   | 1 6 3 5 7 9 2 4 8 10
          10-1:-5                  | 10 5 8 6 4 2 9 7 3 1
          1-4:2147483647           | 1 4 2 3
          1-3,2-4,1                | 1 2 3 2 3 4 1
          9,1,5                    | 9 1 5
          1-10x2,11-100x20,103-108 | 1 3 5 7 9 11 31 51 71 91 103 104 105 106 107 108
          2147483646-2147483647    | 2147483646 2147483647
          -2147483648              | -2147483648
          -2147483648-2147483647x2147483647  | -2147483648 -1 2147483646
          2147483647--2147483648x-2147483648 | 2147483647 -1
          """)
  void acceptedTextsShouldNameTheseFrames(String text, String frames) {
    assertThat(FrameRange.parse(text).frames().toArray())
        .containsExactly(Arrays.stream(frames.split(" ")).mapToInt(Integer::parseInt).toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""                       | 1  | the end (expected: a frame number)
          "a"                      | 1  | 'a' (expected: a frame number)
          " 1"                     | 1  | ' 1' (expected: a frame number)
          "1 "                     | 2  | ' ' (expected: '-', ',' or the end)
          "+1"                     | 1  | '+1' (expected: a frame number)
          "1,"                     | 3  | the end (expected: a frame number)
          ",1"                     | 1  | ',' (expected: a frame number)
          "1,,2"                   | 3  | ',' (expected: a frame number)
          "1-"                     | 3  | the end (expected: a frame number)
          "-"                      | 1  | '-' (expected: a frame number)
          "--5"                    | 1  | '--5' (expected: a frame number)
          "1-b,4"                  | 3  | 'b' (expected: a frame number)
          "1-10-20"                | 5  | '-20' (expected: 'x', 'y', ':', ',' or the end)
          "1..10"                  | 2  | '..10' (expected: '-', ',' or the end)
          "5x2"                    | 2  | 'x2' (expected: '-', ',' or the end)
          "1-10x"                  | 6  | the end (expected: a step)
          "1-10x3x2"               | 7  | 'x2' (expected: ',' or the end)
          "1-10x3:2"               | 7  | ':2' (expected: ',' or the end)
          "1-10X2"                 | 5  | 'X2' (expected: 'x', 'y', ':', ',' or the end)
          "1-10x0"                 | 6  | '0' (expected: a step other than 0)
          "1-10y0"                 | 6  | '0' (expected: a step other than 0)
          "1-10:0"                 | 6  | '0' (expected: a step other than 0)
          "7,1-10x-2"              | 8  | '-2' (expected: a positive step: 1-10 does not count down)
          "5-5x-1"                 | 5  | '-1' (expected: a positive step: 5-5 does not count down)
          "10-1x1"                 | 6  | '1' (expected: a negative step: 10-1 counts down)
          "10-1:2"                 | 6  | '2' (expected: a negative step: 10-1 counts down)
          "3,1-5y1"                | 3  | '1-5y1' (expected: at least one frame that is not on the step)
          "5-5y3"                  | 1  | '5-5y3' (expected: at least one frame that is not on the step)
          "2147483648"             | 1  | '2147483648' (expected: a frame number from -2147483648 to 2147483647)
          "1-99999999999999999999" | 3  | '99999999999999999999' (expected: a frame number from -2147483648 to 2147483647)
          "1-9x-2147483649"        | 5  | '-2147483649' (expected: a step from -2147483648 to 2147483647)
          "٣"                      | 1  | '٣' (expected: a frame number)
          "1-2\u0007"              | 4  | '?' (expected: 'x', 'y', ':', ',' or the end)
          """)
  void refusedTextsShouldBeToldWhereAndWhy(String text, int column, String problem) {
    String where = "column " + column;

    assertThatThrownBy(() -> FrameRange.parse(text))
        .isInstanceOfSatisfying(
            FarmException.class,
            e ->
                assertThat(e.failure())
                    .isEqualTo(
                        new FarmFailure.Invalid(
                            "frame range, " + where + ": " + problem,
                            List.of(new FarmFailure.Violation(where, problem)))));
  }

  @Test
  void aLongTextShouldBeRepeatedOnlyInPart() {
    String junk = "x".repeat(1_000_000);

    assertThatThrownBy(() -> FrameRange.parse("1," + junk))
        .hasMessage(
            "frame range, column 3: '" + "x".repeat(40) + "'... (expected: a frame number)");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1-100001,                         100001
          -2147483648-2147483647,           4294967296
          2147483647--2147483648,           4294967296
          -2147483648-2147483647:7,         4294967296
          -2147483648-2147483647x2,         2147483648
          -2147483648-2147483647y2147483647, 4294967293
          '1-60000,1-60000',                120000
          """)
  @Timeout(5)
  void tooManyFramesShouldBeRefusedWithBothNumbers(String text, long count) {
    assertThatThrownBy(() -> FrameRange.parse(text))
        .hasMessageContaining(
            "(expected: at most 100000 frames in all; up to here there are " + count + ")");
  }

  @Test
  void theBoundShouldBeTheCallersToSet() {
    assertThat(FrameRange.parse("1-5,7", 6).size()).isEqualTo(6);
    assertThatThrownBy(() -> FrameRange.parse("1-5,7", 5))
        .hasMessage(
            "frame range, column 5: '7' "
                + "(expected: at most 5 frames in all; up to here there are 6)");
    assertThatIllegalArgumentException().isThrownBy(() -> FrameRange.parse("1", 0));
  }

  @Test
  @Timeout(10)
  void aLongTextShouldTakeTimeInProportion() {
    String numbers = "0".repeat(2_000_000) + "1";
    String parts = IntStream.range(0, 100_000).mapToObj(i -> "1").collect(Collectors.joining(","));

    assertThat(FrameRange.parse(numbers).at(0)).isEqualTo(1);
    assertThat(FrameRange.parse(parts).size()).isEqualTo(100_000);
    assertThat(FrameRange.parse(parts).chunkCount(1)).isEqualTo(1);
    assertThatThrownBy(() -> FrameRange.parse("9".repeat(2_000_000)))
        .isInstanceOf(FarmException.class);
  }

  @Test
  @Timeout(10)
  void theLargestRangesShouldBeListed() {
    assertThat(FrameRange.parse("1-100000:99999").chunks(1)).hasSize(100_000);
    assertThat(FrameRange.parse("100000-1y-2").chunks(7)).hasSize(7_143);
  }
}
