package io.farmgate.adapter.grpc.cuebot.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.opencue.protocol.MethodCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTableTest {
  private static final MethodCatalogue CATALOGUE = MethodCatalogue.load();

  private final LaneTable table = LaneTable.load(CATALOGUE);

  @ParameterizedTest
  @CsvSource({
    "job.JobInterface/Kill, jobs, true",
    "job.JobInterface/SetPriority, jobs, true",
    "job.JobInterface/GetFrames, jobs, false",
    "job.JobInterface/GetCurrent, jobs, false",
    "job.LayerInterface/KillFrames, layers, true",
    "job.LayerInterface/GetLimits, layers, false",
  })
  void callsThatUseASharedFieldShouldHaveALane(String method, String lane, boolean change) {
    assertThat(table.rule(method)).contains(new LaneTable.Rule(lane, change));
  }

  @Test
  void allOtherMethodsShouldBeFree() {
    assertThat(CATALOGUE.all().stream().filter(m -> table.rule(m.fullName()).isPresent()))
        .hasSize(42 - 7 + 36 - 2)
        .allMatch(m ->
            m.service().equals("job.JobInterface") || m.service().equals("job.LayerInterface"));
    assertThat(table.rule("job.JobInterface/GetJobs")).isEmpty();
    assertThat(table.rule("job.JobInterface/LaunchSpecAndWait")).isEmpty();
    assertThat(table.rule("job.FrameInterface/Kill")).isEmpty();
    assertThat(table.rule("no.such/Method")).isEmpty();
  }

  @Test
  void rowsThatFitNothingShouldAllBeNamed() {
    String text = "job.JobInterface/Gone\tfree\tx\nno.Service\tjobs\tx\nno.Service\tjobs\tx\n";

    assertThatThrownBy(() -> LaneTable.of(Tables.parse("t.tsv", text, 3), CATALOGUE))
        .hasMessageContaining("t.tsv, line 1: job.JobInterface/Gone")
        .hasMessageContaining("t.tsv, line 2: no.Service")
        .hasMessageContaining("t.tsv, line 3: no.Service has a row already");
  }

  @Test
  void rowWithTooFewColumnsShouldBeNamed() {
    assertThatThrownBy(() -> Tables.parse("t.tsv", "# head\n\njob.JobInterface\tjobs\n", 3))
        .hasMessage("t.tsv, line 3: 2 columns (expected: 3)");
  }
}
