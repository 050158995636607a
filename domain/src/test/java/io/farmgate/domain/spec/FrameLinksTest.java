package io.farmgate.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.range.FrameChunk;
import io.farmgate.domain.range.FrameRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameLinksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1-3   | 1 | 1-3  | 1 | 1<1 2<2 3<3
          3-1   | 1 | 1-3  | 1 | 3<3 2<2 1<1
          1-4   | 1 | 3-6  | 1 | 3<3 4<4
          1-4   | 1 | 1-4  | 2 | 1<1 2<1 3<3 4<3
          1-4   | 2 | 1-4  | 1 | 1<1 1<2 3<3 3<4
          1-6   | 3 | 1-6  | 2 | 1<1 1<3 4<3 4<5
          1-6   | 9 | 1-3  | 1 | 1<1 1<2 1<3
          1-3   | 1 | 5-9  | 1 | none
          """)
  void eachShouldWaitForTheFramesThatRunItsNumbers(
      String dependent, int dependentChunk, String target, int targetChunk, String links) {
    List<FrameChunk> dependents = FrameRange.parse(dependent).chunks(dependentChunk);
    List<FrameChunk> targets = FrameRange.parse(target).chunks(targetChunk);
    List<String> found = new ArrayList<>();

    FrameLinks.byFrame(
        dependents,
        targets,
        (from, to) -> found.add(dependents.get(from).first() + "<" + targets.get(to).first()));

    assertThat(found.isEmpty() ? "none" : String.join(" ", found)).isEqualTo(links);
  }

  @Test
  void eachButTheFirstShouldWaitForTheOneBeforeIt() {
    assertThat(previous(3, 3)).containsExactly("1<0", "2<1");
    assertThat(previous(1, 3)).isEmpty();
    assertThat(previous(5, 2)).containsExactly("1<0", "2<1");
    assertThat(previous(2, 5)).containsExactly("1<0");
  }

  private static List<String> previous(int dependents, int targets) {
    List<String> found = new ArrayList<>();
    FrameLinks.previous(dependents, targets, (from, to) -> found.add(from + "<" + to));
    return found;
  }
}
