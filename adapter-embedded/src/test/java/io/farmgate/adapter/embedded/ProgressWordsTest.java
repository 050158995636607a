package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood of what programs print. */
class ProgressWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Fra:12 Mem:38.42M (Peak 40.10M) | Time:00:03.21 | Remaining:00:04.10 | Scene, Layer | Sample 64/128 ; 50
          Fra:12 Mem:38M | Time:00:03.21 | Scene, RenderLayer | Rendered 16/64 Tiles, Sample 100/128 ; 25
          Fra:1 Mem:8.00M | Scene | Path Tracing Tile 48/64, Sample 3/16 ; 75
          00:00:12  1043MB         |    45% done - 123 rays/pixel ; 45
          00:01:02  1200MB |  100% done ; 100
          R90000    37% ; 37
          R90000 {} 37.5% ; 37.5
          [2026/Nov/26|12:00:00] V-Ray: Rendering image...: 62.4% [00:01:12.1] ; 62.4
          [Redshift] 	Block 9/36 (3,1) rendered by GPU 0 in 50ms ; 25
          ALF_PROGRESS 12% ; 12
          TR_PROGRESS 080% ; 80
          45% ; 45
          [#####-----] 50% ; 50
          33%|███       | 33/100 [00:01<00:02] ; 33
          7.5 % (3 MB/s) ; 7.5
          Frame 12 is 80% complete ; 80
          """)
  void whatRenderersPrintShouldBeUnderstood(String line, double percent) {
    assertThat(ProgressWords.ofLine(line)).contains(new ProgressWords.Figure(percent, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROGRESS: 45%", "progress=45.0 %", "my_script Progress : 45% of all"})
  void whatAScriptSaysOfItsProgressShouldBeAboutTheWhole(String line) {
    assertThat(ProgressWords.ofLine(line)).contains(new ProgressWords.Figure(45, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "85% of memory in use",
        "texture cache 92% full",
        "command  render --quality 50% out/1",
        "Sample 12/0",
        "Sample 129/128",
        "Sample 64 / many",
        "PROGRESS: 145%",
        "PROGRESS: 1145%",
        "resample 3/4",
        "read /shots/sh010/3/4",
        ""
      })
  void whatMeansSomethingElseShouldSayNothing(String line) {
    assertThat(ProgressWords.ofLine(line)).isEmpty();
  }

  @Test
  void theRestOfAVeryLongLineShouldNotBeLookedAt() {
    assertThat(ProgressWords.ofLine(" ".repeat(100_000) + "Sample 1/2")).isEmpty();
    assertThat(ProgressWords.ofLine("%" + "-".repeat(1_000_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "45,45",
    "45%,45",
    "45.5 %,45.5",
    "0.45,45",
    "1.0,100",
    "1,1",
    "0,0",
    "0.5%,0.5",
    "100,100"
  })
  void aNumberInTheFileShouldBeAPercentageOrAPart(String text, double percent) {
    assertThat(ProgressWords.ofFile(text + "\n")).hasValue(percent);
    assertThat(ProgressWords.ofFile("3\n7\n" + text + "\n\n")).hasValue(percent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "half", "101", "-1", "1e2", "NaN", "45 of 100"})
  void whatIsNoNumberInTheFileShouldSayNothing(String text) {
    assertThat(ProgressWords.ofFile(text)).isEmpty();
  }
}
