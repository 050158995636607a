package io.farmgate.adapter.http.rpc.spec;

import io.farmgate.domain.FrameNames;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.DependSpec.Node;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code <depend>}. */
final class DependReader {
  private static final Set<String> KNOWN =
      Set.of("depjob", "deplayer", "depframe", "onjob", "onlayer", "onframe");
  private static final Pattern FRAME = Pattern.compile("(-?[0-9]{4,9})-(.+)");

  private final Problems problems;
  private final SpecText text;
  private final Map<String, JobSpec> jobs;
  private final UnaryOperator<String> jobName;

  /**
   * Creates one.
   *
   * @param jobs the jobs of this submission by short name
   * @param jobName turns the text that names a job into a key of {@code jobs}, or into the full
   *     name of a job elsewhere
   */
  DependReader(
      Problems problems, SpecText text, Map<String, JobSpec> jobs, UnaryOperator<String> jobName) {
    this.problems = problems;
    this.text = text;
    this.jobs = Map.copyOf(jobs);
    this.jobName = jobName;
  }

  /** Reads a dependency; absent where it is too wrong to go on with. */
  Optional<DependSpec> read(XmlElement depend) {
    JobSpecXml.onlyKnown(problems, depend, KNOWN);
    Optional<Kind> kind = kind(depend);
    Node dependent = node(depend, "dep");
    Node target = node(depend, "on");
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    needs(depend, "dep", dependent, dependentLevel(kind.get()));
    needs(depend, "on", target, targetLevel(kind.get()));
    if (dependent.equals(target) && kind.get() != Kind.PREVIOUS_FRAME) {
      problems.add(depend, "both ends are the same (expected: something else to wait for)");
    }
    boolean any =
        depend.attribute("anyframe").map(word -> word.toLowerCase(Locale.ROOT)).stream()
            .anyMatch(Set.of("true", "yes", "on", "1")::contains);
    return Optional.of(
        new DependSpec(kind.get(), any && kind.get() == Kind.LAYER_ON_LAYER, dependent, target));
  }

  private Optional<Kind> kind(XmlElement depend) {
    String raw = depend.attribute("type").orElse("");
    try {
      return Optional.of(Kind.valueOf(raw.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      problems.add(depend, "type '" + raw + "' (expected: one of " + Set.of(Kind.values()) + ")");
      return Optional.empty();
    }
  }

  private Node node(XmlElement depend, String end) {
    String job = jobName.apply(text.required(depend, end + "job"));
    String layer =
        depend
            .child(end + "layer")
            .filter(found -> !found.text().isEmpty())
            .map(found -> text.name(found, "layer name", found.text()))
            .orElse("");
    Optional<XmlElement> frame = depend.child(end + "frame").filter(f -> !f.text().isEmpty());
    if (frame.isEmpty()) {
      return checked(depend, new Node(job, layer, ""));
    }
    Matcher name = FRAME.matcher(frame.get().text());
    if (!name.matches()) {
      problems.add(
          frame.get(),
          "'" + frame.get().text() + "' (expected: a frame's name such as 0001-layer_name)");
      return new Node(job, layer, "");
    }
    // A frame's name holds its layer's, which is then not given beside it.
    String ofLayer = text.name(frame.get(), "layer name", name.group(2));
    return checked(
        depend, new Node(job, ofLayer, FrameNames.of(Integer.parseInt(name.group(1)), ofLayer)));
  }

  private Node checked(XmlElement depend, Node node) {
    JobSpec job = jobs.get(node.job());
    if (job != null && !node.layer().isEmpty()) {
      boolean there = job.layers().stream().map(LayerSpec::name).anyMatch(node.layer()::equals);
      if (!there) {
        problems.add(depend, "job '" + node.job() + "' has no layer '" + node.layer() + "'");
      }
    }
    return node;
  }

  private void needs(XmlElement depend, String end, Node node, Level level) {
    boolean missing =
        switch (level) {
          case JOB -> false;
          case LAYER -> node.layer().isEmpty();
          case FRAME -> node.frame().isEmpty();
        };
    if (missing) {
      String child = end + level.name().toLowerCase(Locale.ROOT);
      problems.add(depend, "no <" + child + "> (expected: one, for this type)");
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
}
