package io.farmgate.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line that is shown of a job. */
final class WatchTest {
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static final JsonNode JOB =
      json(
          "{'name': 'job', 'state': 'RUNNING', 'totalFrames': 10, 'doneFrames': 2,"
              + " 'runningFrames': 2}");

  private static JsonNode frame(int number, int progress) {
    return json("{'name': '%04d-comp', 'progress': %d}".formatted(number, progress));
  }

  @Test
  void framesThatAreDoneShouldFillTheBar() {
    assertThat(Watch.line(new Watch.Seen(JOB, List.of())))
        .isEqualTo("[######------------------------]  20% 2/10 RUNNING, 2 running  job");
  }

  @Test
  void whatIsDoneOfRunningFramesShouldCountToo() {
    assertThat(Watch.line(new Watch.Seen(JOB, List.of(frame(3, 40), frame(4, 60)))))
        .isEqualTo(
            "[#########---------------------]  30% 2/10 RUNNING, 2 running (0003-comp 40%,"
                + " 0004-comp 60%)  job");
  }

  @Test
  void ofManyRunningFramesSomeShouldBeNamed() {
    assertThat(
            Watch.line(
                new Watch.Seen(JOB, List.of(frame(1, 1), frame(2, 2), frame(3, 3), frame(4, 4)))))
        .contains("(0001-comp 1%, 0002-comp 2%, 0003-comp 3%, ...)");
  }

  @Test
  void jobWithoutFramesShouldBeShown() {
    assertThat(Watch.line(new Watch.Seen(json("{'name': 'none', 'state': 'RUNNING'}"), List.of())))
        .contains("  0% 0/0 RUNNING");
  }
}
