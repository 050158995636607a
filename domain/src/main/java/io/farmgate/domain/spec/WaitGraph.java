package io.farmgate.domain.spec;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What comes before what, as a graph of ints that finds its own circles. An edge may carry the
 * index of the dependency that it stands for, or {@link #NONE}.
 */
final class WaitGraph {
  static final int NONE = -1;

  /** More circles than anybody reads at once. */
  private static final int MAX_CIRCLES = 10;

  /** One circle of dependencies can be as many circles of frames; only so many are looked at. */
  private static final int MAX_CLOSINGS = 1_000;

  private int vertices;
  private int edges;
  private int[] firstEdge = filled(16);
  private int[] nextEdge = filled(16);
  private int[] head = filled(16);
  private int[] label = filled(16);

  /** Adds vertices and returns the first of them. */
  int addVertices(int count) {
    int first = vertices;
    vertices += count;
    firstEdge = grown(firstEdge, vertices);
    return first;
  }

  void addEdge(int before, int after, int depend) {
    nextEdge = grown(nextEdge, edges + 1);
    head = grown(head, edges + 1);
    label = grown(label, edges + 1);
    nextEdge[edges] = firstEdge[before];
    head[edges] = after;
    label[edges] = depend;
    firstEdge[before] = edges++;
  }

  /**
   * Returns for each circle the dependencies on it, each before the one it leads to. It walks depth
   * first, with its own stack because chains may be a million frames long: an edge back to a vertex
   * on the way that led here closes a circle.
   */
  List<List<Integer>> circles() {
    Set<List<Integer>> circles = new LinkedHashSet<>();
    int[] next = Arrays.copyOf(firstEdge, vertices);
    int[] cameBy = new int[vertices];
    byte[] state = new byte[vertices];
    int[] way = new int[vertices];
    int closings = 0;
    for (int start = 0; start < vertices; start++) {
      if (state[start] != 0) {
        continue;
      }
      int depth = 0;
      way[depth++] = start;
      state[start] = 1;
      while (depth > 0) {
        int here = way[depth - 1];
        int edge = next[here];
        if (edge < 0) {
          state[here] = 2;
          depth--;
          continue;
        }
        next[here] = nextEdge[edge];
        int there = head[edge];
        if (state[there] == 0) {
          state[there] = 1;
          cameBy[there] = edge;
          way[depth++] = there;
        } else if (state[there] == 1 && closings++ < MAX_CLOSINGS) {
          circles.add(circle(way, depth, cameBy, there, edge));
          if (circles.size() == MAX_CIRCLES) {
            return List.copyOf(circles);
          }
        }
      }
    }
    return List.copyOf(circles);
  }

  private List<Integer> circle(int[] way, int depth, int[] cameBy, int first, int closing) {
    Set<Integer> depends = new LinkedHashSet<>();
    int from = depth - 1;
    while (way[from] != first) {
      from--;
    }
    for (int i = from + 1; i < depth; i++) {
      depends.add(label[cameBy[way[i]]]);
    }
    depends.add(label[closing]);
    depends.remove(NONE);
    return List.copyOf(depends).reversed();
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NONE);
    return array;
  }

  private static int[] grown(int[] array, int size) {
    if (size <= array.length) {
      return array;
    }
    int[] larger = Arrays.copyOf(array, Math.max(size, array.length * 2));
    Arrays.fill(larger, array.length, larger.length, NONE);
    return larger;
  }
}
