package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables that OpenCue's RQD and Cuebot set, one by one. */
class FrameEnvironmentTest {
  private static final RunOrder ORDER =
      new RunOrder(
          "proc-1",
          1,
          "frame-1",
          7,
          "demo_show",
          "sh010",
          "ada",
          "job-1",
          "demo_show-sh010-ada_x",
          "layer-1",
          "comp",
          "true",
          "1-9",
          2,
          true,
          250,
          1 << 30,
          1,
          1 << 20,
          Path.of("/logs/a/x.0007-comp.rqlog"),
          Map.of("CUE_JOB", "forged", "TERM", "own"),
          RunOrder.Limits.NONE);

  private static final RunPlace PLACE =
      new RunPlace(
          "", List.of(3, 4, 5), Optional.of(new SystemUser("ada", 1000, 1000, "/home/ada")));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # what RQD sets
          PATH           , /bin
          TERM           , own
          TZ             , UTC
          USER           , ada
          LOGNAME        , ada
          HOME           , /home/ada
          mcp            , 1
          show           , demo_show
          shot           , sh010
          jobid          , demo_show-sh010-ada_x
          jobhost        , host
          frame          , 0007-comp
          zframe         , 0007-comp
          logfile        , x.0007-comp.rqlog
          maxframetime   , 0
          minspace       , 200
          SP_NOMYCSHRC   , 1
          # what Cuebot sets, which nothing overrides
          CUE3           , 1
          CUE_THREADS    , 3
          CUE_MEMORY     , 1048576
          CUE_GPUS       , 1
          CUE_GPU_MEMORY , 1024
          CUE_LOG_PATH   , /logs/a
          CUE_RANGE      , 1-9
          CUE_CHUNK      , 2
          CUE_IFRAME     , 7
          CUE_LAYER      , comp
          CUE_JOB        , demo_show-sh010-ada_x
          CUE_FRAME      , 0007-comp
          CUE_SHOW       , demo_show
          CUE_SHOT       , sh010
          CUE_USER       , ada
          CUE_JOB_ID     , job-1
          CUE_LAYER_ID   , layer-1
          CUE_FRAME_ID   , frame-1
          CUE_THREADABLE , 1
          """)
  void variableShouldBeAsOpenCueSetsIt(String name, String value) {
    assertThat(FrameEnvironment.of(ORDER, PLACE, "host", Map.of("PATH", "/bin", "TZ", "UTC")))
        .containsEntry(name, value);
  }

  @Test
  void hyperthreadingShouldBeToldWhereARunIsKeptToProcessors() {
    assertThat(FrameEnvironment.of(ORDER, PLACE, "host", Map.of())).containsKey("CUE_HT");
    assertThat(FrameEnvironment.of(ORDER, RunPlace.ANY, "host", Map.of()))
        .doesNotContainKey("CUE_HT");
  }
}
