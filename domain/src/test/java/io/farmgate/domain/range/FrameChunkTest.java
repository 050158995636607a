package io.farmgate.domain.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameChunkTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1-10                     | 4    | 1-4 5-8 9-10
          1-10                     | 10   | 1-10
          1-10                     | 1000 | 1-10
          1-10                     | 2147483647 | 1-10
          1-3                      | 1    | 1 2 3
          1-100x3                  | 3    | 1-7x3 10-16x3 19-25x3 28-34x3 37-43x3 46-52x3 55-61x3 64-70x3 73-79x3 82-88x3 91-97x3 100
          1-10x2,11-100x20,103-108 | 5    | 1-9x2 11-91x20 103-107 108
          1,3                      | 2    | 1,3
          1,2                      | 2    | 1-2
          2,1                      | 2    | 2,1
          5-1                      | 3    | 5-3x-1 2,1
          -3-1                     | 5    | -3-1
          91,103,104               | 3    | 91,103-104
          1-3,2-4                  | 2    | 1-2 3-4
          7,7,7                    | 1    | 7
          1-10:5                   | 3    | 1,6,3 5-9x2 2,4,8 10
          -2147483648-2147483647x2147483647 | 3 | -2147483648-2147483646x2147483647
          """)
  void chunksShouldReadLikeThis(String range, int size, String specs) {
    assertThat(FrameRange.parse(range).chunks(size).stream().map(FrameChunk::spec))
        .containsExactly(specs.split(" "));
  }

  @Test
  void aChunkShouldGoByItsFirstFrame() {
    FrameRange range = FrameRange.parse("1-10x2,11-100x20,103-108");

    assertThat(range.chunkFrom(11, 5))
        .hasValueSatisfying(chunk -> {
          assertThat(chunk.first()).isEqualTo(11);
          assertThat(chunk.last()).isEqualTo(91);
          assertThat(chunk.size()).isEqualTo(5);
        });
    assertThat(range.chunkFrom(31, 5)).isEmpty();
    assertThat(range.chunkFrom(2, 5)).isEmpty();
  }

  @Test
  void aChunkOfNothingShouldBeRefused() {
    FrameRange range = FrameRange.parse("1-10");

    assertThatIllegalArgumentException().isThrownBy(() -> range.chunks(0));
    assertThatIllegalArgumentException().isThrownBy(() -> range.chunkCount(-1));
  }
}
