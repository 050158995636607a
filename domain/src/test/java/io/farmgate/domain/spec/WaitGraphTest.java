package io.farmgate.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitGraphTest {

  /** Warshall's closure: a vertex that reaches itself lies on a circle. */
  @Test
  void aCircleShouldBeFoundJustWhereThereIsOne() {
    Random random = new Random(7);
    int withCircle = 0;
    for (int round = 0; round < 3_000; round++) {
      int size = 1 + random.nextInt(7);
      boolean[][] reaches = new boolean[size][size];
      WaitGraph graph = new WaitGraph();
      int first = graph.addVertices(size);
      for (int edge = random.nextInt(2 * size); edge > 0; edge--) {
        int before = random.nextInt(size);
        int after = random.nextInt(size);
        reaches[before][after] = true;
        graph.addEdge(first + before, first + after, edge);
      }
      close(reaches);

      boolean circular = false;
      for (int i = 0; i < size; i++) {
        circular |= reaches[i][i];
      }
      withCircle += circular ? 1 : 0;
      assertThat(graph.circles().isEmpty()).isEqualTo(!circular);
    }
    assertThat(withCircle).isBetween(500, 2_500);
  }

  private static void close(boolean[][] reaches) {
    for (int via = 0; via < reaches.length; via++) {
      for (boolean[] row : reaches) {
        for (int to = 0; to < reaches.length; to++) {
          row[to] |= row[via] && reaches[via][to];
        }
      }
    }
  }

  @Test
  void aCircleShouldHoldTheDependenciesOnItAndNoOthers() {
    WaitGraph graph = new WaitGraph();
    int first = graph.addVertices(4);
    graph.addEdge(first, first + 1, 10);
    graph.addEdge(first + 1, first + 2, WaitGraph.NONE);
    graph.addEdge(first + 2, first + 1, 11);
    graph.addEdge(first + 2, first + 3, 12);

    assertThat(graph.circles()).containsExactly(List.of(11));
  }
}
