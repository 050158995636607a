package io.farmgate.domain.spec;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.DependSpec.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules for what waits for what: both ends exist, and nothing waits for itself by any way
 * round.
 *
 * <h2>How circles are found</h2>
 *
 * Every job, layer and (where a dependency names frames) frame has a start and an end; a job's
 * start comes before its layers' starts, a layer's start before its frames, and so on back to the
 * job's end. A dependency puts its target's end before its dependent's start. A circle in that
 * order is work that would wait for ever. A dependency on any one frame of a layer is taken as one
 * on the whole layer.
 */
final class DependRules {
  private final Submission submission;
  private final Violations violations;
  private final Map<String, JobEnds> jobs = new HashMap<>();
  private final WaitGraph graph = new WaitGraph();
  private int pairs;

  /** What a dependency names, as far as it lies in the submission. */
  private record Ends(JobEnds job, Optional<LayerEnds> layer, Optional<Integer> frame) {
    int start() {
      return frame.or(() -> layer.map(LayerEnds::start)).orElse(job.start);
    }

    int end() {
      return frame.or(() -> layer.map(LayerEnds::end)).orElse(job.end());
    }
  }

  private record JobEnds(int start, JobSpec job, Map<String, LayerEnds> layers) {
    int end() {
      return start + 1;
    }
  }

  DependRules(Submission submission, Violations violations) {
    this.submission = submission;
    this.violations = violations;
  }

  void judge() {
    List<DependSpec> depends = submission.depends();
    if (depends.size() > SubmissionRules.MAX_DEPENDS) {
      violations.add(
          "depends", depends.size() + " (expected: at most " + SubmissionRules.MAX_DEPENDS + ")");
      return;
    }
    if (depends.isEmpty()) {
      return;
    }
    submission.jobs().forEach(this::addJob);
    for (int i = 0; i < depends.size(); i++) {
      depend(i, depends.get(i));
    }
    if (pairs > SubmissionRules.MAX_FRAME_PAIRS) {
      violations.add(
          "depends",
          "more than "
              + SubmissionRules.MAX_FRAME_PAIRS
              + " pairs of frames (expected: fewer frame-by-frame dependencies)");
    } else if (violations.isEmpty()) {
      graph.circles().forEach(this::refuse);
    }
  }

  private void addJob(JobSpec job) {
    JobEnds ends = new JobEnds(graph.addVertices(2), job, new HashMap<>());
    for (LayerSpec layer : job.layers()) {
      LayerEnds layerEnds = new LayerEnds(graph, layer);
      ends.layers.put(layer.name(), layerEnds);
      graph.addEdge(ends.start(), layerEnds.start(), WaitGraph.NONE);
      graph.addEdge(layerEnds.end(), ends.end(), WaitGraph.NONE);
    }
    jobs.put(job.name(), ends);
    jobs.put(
        JobNames.full(submission.show(), submission.shot(), submission.user(), job.name()), ends);
  }

  private void depend(int index, DependSpec depend) {
    String where = "depends[" + index + "]";
    int before = violations.size();
    if (depend.anyFrame() && targetLevel(depend.kind()) != Level.LAYER) {
      violations.add(where + ".anyFrame", "true (expected: false, unless the target is a layer)");
    }
    Optional<Ends> dependent =
        resolve(where + ".dependent", depend.dependent(), dependentLevel(depend.kind()), false);
    Optional<Ends> target =
        resolve(where + ".target", depend.target(), targetLevel(depend.kind()), true);
    if (violations.size() > before || target.isEmpty() || dependent.isEmpty()) {
      return;
    }
    switch (depend.kind()) {
      case FRAME_BY_FRAME -> byFrame(index, layer(dependent.get()), layer(target.get()));
      case PREVIOUS_FRAME -> previous(index, layer(dependent.get()), layer(target.get()));
      case JOB_ON_JOB,
          JOB_ON_LAYER,
          JOB_ON_FRAME,
          LAYER_ON_JOB,
          LAYER_ON_LAYER,
          LAYER_ON_FRAME,
          LAYER_ON_SIM_FRAME,
          FRAME_ON_JOB,
          FRAME_ON_LAYER,
          FRAME_ON_FRAME ->
          graph.addEdge(target.get().end(), dependent.get().start(), index);
    }
  }

  private static LayerEnds layer(Ends ends) {
    return ends.layer().orElseThrow();
  }

  private void byFrame(int index, LayerEnds dependent, LayerEnds target) {
    if (pairs <= SubmissionRules.MAX_FRAME_PAIRS) {
      FrameLinks.byFrame(
          dependent.chunks(),
          target.chunks(),
          (from, to) -> pair(index, dependent, from, target, to));
    }
  }

  private void previous(int index, LayerEnds dependent, LayerEnds target) {
    if (pairs <= SubmissionRules.MAX_FRAME_PAIRS) {
      FrameLinks.previous(
          dependent.chunks().size(),
          target.chunks().size(),
          (from, to) -> pair(index, dependent, from, target, to));
    }
  }

  private void pair(int index, LayerEnds dependent, int from, LayerEnds target, int to) {
    if (pairs++ < SubmissionRules.MAX_FRAME_PAIRS) {
      graph.addEdge(target.frame(to), dependent.frame(from), index);
    }
  }

  private enum Level {
    JOB,
    LAYER,
    FRAME
  }

  private static Level dependentLevel(Kind kind) {
    return switch (kind) {
      case JOB_ON_JOB, JOB_ON_LAYER, JOB_ON_FRAME -> Level.JOB;
      case LAYER_ON_JOB,
          LAYER_ON_LAYER,
          LAYER_ON_FRAME,
          LAYER_ON_SIM_FRAME,
          FRAME_BY_FRAME,
          PREVIOUS_FRAME ->
          Level.LAYER;
      case FRAME_ON_JOB, FRAME_ON_LAYER, FRAME_ON_FRAME -> Level.FRAME;
    };
  }

  private static Level targetLevel(Kind kind) {
    return switch (kind) {
      case JOB_ON_JOB, LAYER_ON_JOB, FRAME_ON_JOB -> Level.JOB;
      case JOB_ON_LAYER, LAYER_ON_LAYER, FRAME_ON_LAYER, FRAME_BY_FRAME, PREVIOUS_FRAME ->
          Level.LAYER;
      case JOB_ON_FRAME, LAYER_ON_FRAME, FRAME_ON_FRAME, LAYER_ON_SIM_FRAME -> Level.FRAME;
    };
  }

  /** Finds an end, or adds what is wrong with it; nothing without a violation lies outside. */
  private Optional<Ends> resolve(String where, Node node, Level level, boolean mayBeOutside) {
    int before = violations.size();
    shape(where, node, level);
    if (violations.size() > before) {
      return Optional.empty();
    }
    JobEnds job = jobs.get(node.job());
    if (job == null) {
      if (!mayBeOutside || !looksFull(node.job())) {
        violations.add(
            where + ".job",
            Echo.quoted(node.job())
                + " (expected: a job of the submission"
                + (mayBeOutside
                    ? ", or the full name show-shot-user_name of one on the farm)"
                    : ")"));
      }
      return Optional.empty();
    }
    if (level == Level.JOB) {
      return Optional.of(new Ends(job, Optional.empty(), Optional.empty()));
    }
    return layerOf(where, node, job)
        .flatMap(layer ->
            level == Level.LAYER
                ? Optional.of(new Ends(job, Optional.of(layer), Optional.empty()))
                : frameOf(where, node, layer)
                    .map(frame -> new Ends(job, Optional.of(layer), Optional.of(frame))));
  }

  /** Checks that just the parts are there that the kind of dependency names. */
  private void shape(String where, Node node, Level level) {
    if (level == Level.JOB && !node.layer().isEmpty()) {
      violations.add(where + ".layer", Echo.quoted(node.layer()) + " (expected: none, but a job)");
    }
    if (level != Level.FRAME && !node.frame().isEmpty()) {
      violations.add(where + ".frame", Echo.quoted(node.frame()) + " (expected: none)");
    }
    if (level == Level.LAYER && node.layer().isEmpty()) {
      violations.add(where + ".layer", "none (expected: a layer's name)");
    }
    if (level == Level.FRAME && FrameRef.of(node).isEmpty()) {
      violations.add(
          where + ".frame",
          Echo.quoted(node.frame())
              + " (expected: a frame's name such as 0001-comp, or its number and its layer)");
    }
  }

  private Optional<LayerEnds> layerOf(String where, Node node, JobEnds job) {
    String name = FrameRef.of(node).map(FrameRef::layer).orElse(node.layer());
    Optional<LayerEnds> layer = Optional.ofNullable(job.layers.get(name));
    if (layer.isEmpty()) {
      violations.add(
          where + ".layer",
          Echo.quoted(name) + " (expected: a layer of the job '" + job.job.name() + "')");
    }
    return layer;
  }

  private Optional<Integer> frameOf(String where, Node node, LayerEnds layer) {
    Optional<Integer> frame = FrameRef.of(node).map(FrameRef::number).flatMap(layer::frameNumbered);
    if (frame.isEmpty()) {
      violations.add(
          where + ".frame",
          Echo.quoted(node.frame())
              + " (expected: a frame of the layer; "
              + layer.describe()
              + ")");
    }
    return frame;
  }

  private static boolean looksFull(String name) {
    int secondDash = name.indexOf('-', name.indexOf('-') + 1);
    return name.length() <= NameRule.LONGEST_JOB
        && name.chars().noneMatch(character -> character <= ' ')
        && name.indexOf('-') > 0
        && secondDash > 0
        && name.indexOf('_', secondDash) > 0;
  }

  private void refuse(List<Integer> circle) {
    String ways =
        circle.stream()
            .limit(5)
            .map(index -> "depends[" + index + "] " + sentence(submission.depends().get(index)))
            .collect(Collectors.joining(", "));
    String where = "depends[" + circle.getFirst() + "]";
    if (circle.size() == 1) {
      violations.add(
          where,
          sentence(submission.depends().get(circle.getFirst()))
              + " (expected: something other than itself, what holds it or what it holds)");
      return;
    }
    violations.add(
        where,
        "a circle of "
            + circle.size()
            + " dependencies: "
            + ways
            + (circle.size() > 5 ? ", ..." : "")
            + " (expected: none)");
  }

  private static String sentence(DependSpec depend) {
    return label(depend.dependent()) + " waits for " + label(depend.target());
  }

  private static String label(Node node) {
    List<String> parts = new ArrayList<>(List.of(node.job(), node.layer(), node.frame()));
    parts.removeIf(String::isEmpty);
    return Echo.quoted(String.join("/", parts));
  }
}
