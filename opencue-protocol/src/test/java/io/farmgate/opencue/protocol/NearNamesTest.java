package io.farmgate.opencue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody who misses a method is told which one they meant. */
final class NearNamesTest {
  private final MethodCatalogue catalogue = MethodCatalogue.load();

  @Test
  void shouldUnderstandAMisspeltMethod() {
    assertThat(catalogue.nearest("show.ShowInterface/GetShow", 1))
        .containsExactly("show.ShowInterface/GetShows");
    assertThat(catalogue.nearest("job.JobInterface/GteJobs", 1))
        .containsExactly("job.JobInterface/GetJobs");
  }

  @Test
  void shouldNotMindCase() {
    assertThat(catalogue.nearest("SHOW.showinterface/getshows", 1))
        .containsExactly("show.ShowInterface/GetShows");
    assertThat(catalogue.nearest("renderpartition.RenderPartitionInterface/Delete", 1))
        .containsExactly("renderPartition.RenderPartitionInterface/Delete");
  }

  @Test
  void shouldUnderstandAWrongPackage() {
    assertThat(catalogue.nearest("frame.FrameInterface/GetFrame", 3))
        .startsWith("job.FrameInterface/GetFrame");
    assertThat(catalogue.nearest("layer.LayerInterface/GetLayer", 3))
        .startsWith("job.LayerInterface/GetLayer");
    assertThat(catalogue.nearest("allocation.AllocationInterface/GetAll", 3))
        .startsWith("facility.AllocationInterface/GetAll");
    assertThat(catalogue.nearest("com.example.opencue.job.JobInterface/GetJobs", 1))
        .containsExactly("job.JobInterface/GetJobs");
    assertThat(catalogue.nearest("ProcInterface/GetProcs", 1))
        .containsExactly("host.ProcInterface/GetProcs");
  }

  @Test
  void shouldUnderstandABareMethod() {
    assertThat(catalogue.nearest("GetSystemStats", 1))
        .containsExactly("cue.CueInterface/GetSystemStats");
    assertThat(catalogue.nearest("getsystemstat", 1))
        .containsExactly("cue.CueInterface/GetSystemStats");
  }

  @Test
  void shouldPutTheNearestFirstAndNameNoMoreThanAsked() {
    assertThat(catalogue.nearest("job.JobInterface/GetJobs", 3))
        .hasSize(3)
        .startsWith("job.JobInterface/GetJobs", "job.JobInterface/GetJob");
    assertThat(catalogue.nearest("job.JobInterface/GetJobs", 0)).isEmpty();
  }

  @Test
  void shouldNotGuessWhenNothingIsNear() {
    assertThat(catalogue.nearest("favicon.ico", 3)).isEmpty();
    assertThat(catalogue.nearest("wp-admin/setup-config.php", 3)).isEmpty();
    assertThat(catalogue.nearest("api/job/00000000-0000-0000-0000-000000000000", 3)).isEmpty();
    assertThat(catalogue.nearest("", 3)).isEmpty();
    assertThat(catalogue.nearest(" / ", 3)).isEmpty();
    assertThat(catalogue.nearest("/", 3)).isEmpty();
    assertThat(catalogue.nearest("....////....", 3)).isEmpty();
  }

  @Test
  void shouldNotWorkOnAHostilePath() {
    assertThat(catalogue.nearest("job.JobInterface/GetJobs" + "s".repeat(1_000_000), 3)).isEmpty();
  }

  @Test
  void theNearestNameShouldBeFoundHoweverFarItIs() {
    assertThat(NearNames.nearest("shws", List.of("users", "shows"))).hasValue("shows");
    assertThat(NearNames.nearest("SHOWS", List.of("users", "shows"))).hasValue("shows");
    assertThat(NearNames.nearest("zzzzzzzz", List.of("shows"))).hasValue("shows");
    assertThat(NearNames.nearest("shows", List.of())).isEmpty();
  }
}
