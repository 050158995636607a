package io.farmgate.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.range.FrameRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          render -s #FRAME_START# -e #FRAME_END# | render -s 15 -e 22
          cp #ZFRAME#.exr #IFRAME#.exr           | cp 0015.exr 15.exr
          echo #FRAME_CHUNK# of #FRAMESPEC#      | echo 2 of 15,22
          cd #JOB#/#LAYER#/#FRAME#               | cd show-shot-user_job/comp/0015-comp
          a#IFRAME##IFRAME#                      | a1515
          a##IFRAME##                            | a#15#
          a#IFRAME#ZFRAME#                       | a15ZFRAME#
          a#OTHER# #iframe# #I FRAME# #          | a#OTHER# #iframe# #I FRAME# #
          no words at all                        | no words at all
          """)
  void everyWordShouldBecomeItsPartOfTheFrame(String command, String expanded) {
    FrameCommand frame =
        new FrameCommand(
            "show-shot-user_job",
            "comp",
            2,
            FrameRange.parse("1-22x7").chunkFrom(15, 2).orElseThrow());

    assertThat(frame.expand(command)).isEqualTo(expanded);
  }

  @Test
  void whatWasPutInShouldNotBeLookedAtAgain() {
    FrameCommand frame =
        new FrameCommand(
            "#LAYER#", "$1\\#JOB#", 1, FrameRange.parse("-3").chunkFrom(-3, 1).orElseThrow());

    assertThat(frame.expand("#JOB# #LAYER# #FRAME# #ZFRAME# #IFRAME#"))
        .isEqualTo("#LAYER# $1\\#JOB# -0003-$1\\#JOB# -0003 -3");
  }

  @Test
  void theLastChunkShouldKeepTheLayersChunkSize() {
    FrameCommand frame =
        new FrameCommand("job", "comp", 4, FrameRange.parse("1-10").chunkFrom(9, 4).orElseThrow());

    assertThat(frame.expand("#FRAME_START#-#FRAME_END# #FRAMESPEC# #FRAME_CHUNK#"))
        .isEqualTo("9-10 9-10 4");
  }
}
