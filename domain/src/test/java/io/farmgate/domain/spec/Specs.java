package io.farmgate.domain.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.DependSpec.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Short ways to valid submissions for tests; what a test cares about it says with the {@code with}
 * methods.
 */
public final class Specs {
  private Specs() {}

  /** A submission of one user to one shot. */
  public static Submission submission(String show, JobSpec... jobs) {
    return new Submission(
        "", show, "sh010", "ada", OptionalInt.of(1000), "", List.of(jobs), List.of());
  }

  /** The same with what waits for what. */
  public static Submission withDepends(Submission submission, DependSpec... depends) {
    return new Submission(
        submission.facility(),
        submission.show(),
        submission.shot(),
        submission.user(),
        submission.uid(),
        submission.email(),
        submission.jobs(),
        List.of(depends));
  }

  /** The same for another shot and user. */
  public static Submission by(Submission submission, String shot, String user) {
    return new Submission(
        submission.facility(),
        submission.show(),
        shot,
        user,
        submission.uid(),
        submission.email(),
        submission.jobs(),
        submission.depends());
  }

  /** The same for another facility. */
  public static Submission to(Submission submission, String facility) {
    return new Submission(
        facility,
        submission.show(),
        submission.shot(),
        submission.user(),
        submission.uid(),
        submission.email(),
        submission.jobs(),
        submission.depends());
  }

  /** A job without retries. */
  public static JobSpec job(String name, LayerSpec... layers) {
    return new JobSpec(
        name, false, Optional.empty(), 0, false, "", Optional.empty(), Map.of(), List.of(layers));
  }

  /** The same, held from the start or not. */
  public static JobSpec withPaused(JobSpec job, boolean paused) {
    return new JobSpec(
        job.name(),
        paused,
        job.priority(),
        job.maxRetries(),
        job.autoEat(),
        job.os(),
        job.maxCores(),
        job.environment(),
        job.layers());
  }

  /** The same with a priority. */
  public static JobSpec withPriority(JobSpec job, int priority) {
    return new JobSpec(
        job.name(),
        job.paused(),
        Optional.of(priority),
        job.maxRetries(),
        job.autoEat(),
        job.os(),
        job.maxCores(),
        job.environment(),
        job.layers());
  }

  /** The same with what happens to frames that fail. */
  public static JobSpec withRetries(JobSpec job, int maxRetries, boolean autoEat) {
    return new JobSpec(
        job.name(),
        job.paused(),
        job.priority(),
        maxRetries,
        autoEat,
        job.os(),
        job.maxCores(),
        job.environment(),
        job.layers());
  }

  /** A layer of single frames with the farm's defaults. */
  public static LayerSpec layer(String name, String range, String command) {
    return layer(name, range, 1, command);
  }

  /** A layer of chunks. */
  public static LayerSpec layer(String name, String range, int chunk, String command) {
    return new LayerSpec(
        name,
        LayerType.RENDER,
        command,
        FrameRange.parse(range),
        chunk,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same layer with the cores that one proc books. */
  public static LayerSpec withCores(LayerSpec layer, Cores cores) {
    return new LayerSpec(
        layer.name(),
        layer.type(),
        layer.command(),
        layer.range(),
        layer.chunk(),
        Optional.of(cores),
        layer.threadable(),
        layer.memoryBytes(),
        layer.gpus(),
        layer.gpuMemoryBytes(),
        layer.tags(),
        layer.services(),
        layer.limits(),
        layer.environment(),
        layer.timeout(),
        layer.timeoutWithoutLog());
  }

  /** The same layer of services. */
  public static LayerSpec withServices(LayerSpec layer, String... services) {
    return new LayerSpec(
        layer.name(),
        layer.type(),
        layer.command(),
        layer.range(),
        layer.chunk(),
        layer.minCores(),
        layer.threadable(),
        layer.memoryBytes(),
        layer.gpus(),
        layer.gpuMemoryBytes(),
        layer.tags(),
        List.of(services),
        layer.limits(),
        layer.environment(),
        layer.timeout(),
        layer.timeoutWithoutLog());
  }

  /** The same layer for hosts with one of the tags. */
  public static LayerSpec withTags(LayerSpec layer, String... tags) {
    return new LayerSpec(
        layer.name(),
        layer.type(),
        layer.command(),
        layer.range(),
        layer.chunk(),
        layer.minCores(),
        layer.threadable(),
        layer.memoryBytes(),
        layer.gpus(),
        layer.gpuMemoryBytes(),
        List.of(tags),
        layer.services(),
        layer.limits(),
        layer.environment(),
        layer.timeout(),
        layer.timeoutWithoutLog());
  }

  /** The same layer under limits. */
  public static LayerSpec withLimits(LayerSpec layer, String... limits) {
    return new LayerSpec(
        layer.name(),
        layer.type(),
        layer.command(),
        layer.range(),
        layer.chunk(),
        layer.minCores(),
        layer.threadable(),
        layer.memoryBytes(),
        layer.gpus(),
        layer.gpuMemoryBytes(),
        layer.tags(),
        layer.services(),
        List.of(limits),
        layer.environment(),
        layer.timeout(),
        layer.timeoutWithoutLog());
  }

  /** One thing that waits for another. */
  public static DependSpec depend(Kind kind, Node dependent, Node target) {
    return new DependSpec(kind, false, dependent, target);
  }

  /** A job, a layer or a frame: as many parts as are given, in that order. */
  public static Node node(String... parts) {
    return new Node(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
  }
}
