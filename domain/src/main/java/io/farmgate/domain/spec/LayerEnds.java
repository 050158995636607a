package io.farmgate.domain.spec;

import io.farmgate.domain.range.FrameChunk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A layer's place in the {@link WaitGraph}: its start, its end, and its frames once asked for. */
final class LayerEnds {
  private final WaitGraph graph;
  private final LayerSpec layer;
  private final int start;
  private final Map<Integer, Integer> indexes = new HashMap<>();
  private @Nullable List<FrameChunk> chunks;
  private int firstFrame;

  LayerEnds(WaitGraph graph, LayerSpec layer) {
    this.graph = graph;
    this.layer = layer;
    this.start = graph.addVertices(2);
    graph.addEdge(start, end(), WaitGraph.NONE);
  }

  int start() {
    return start;
  }

  int end() {
    return start + 1;
  }

  /** Returns the layer's frames; the first call puts them into the graph. */
  List<FrameChunk> chunks() {
    List<FrameChunk> known = chunks;
    if (known != null) {
      return known;
    }
    List<FrameChunk> found = layer.range().chunks(layer.chunk());
    chunks = found;
    firstFrame = graph.addVertices(found.size());
    for (int i = 0; i < found.size(); i++) {
      indexes.put(found.get(i).first(), i);
      graph.addEdge(start, firstFrame + i, WaitGraph.NONE);
      graph.addEdge(firstFrame + i, end(), WaitGraph.NONE);
    }
    return found;
  }

  /** Returns the vertex of the frame at {@code index}; {@link #chunks} has been called. */
  int frame(int index) {
    return firstFrame + index;
  }

  /** Returns the vertex of the frame of that number. */
  Optional<Integer> frameNumbered(int number) {
    chunks();
    return Optional.ofNullable(indexes.get(number)).map(this::frame);
  }

  String describe() {
    String range = layer.range().toString();
    String shown = range.length() <= 40 ? range : range.substring(0, 40) + "...";
    return layer.chunk() == 1
        ? "it has " + shown
        : "it has the first of every " + layer.chunk() + " of " + shown;
  }
}
