package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.Refusal;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Job;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.LaunchOnce;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.DependSpec.Node;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import io.farmgate.domain.spec.SubmissionRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Launching jobs. Here is read what the text of a submission must look like; what a submission must
 * be, whatever it is written in, is {@link SubmissionRules}' to say. Its places are the body's too.
 */
final class Launch {
  /** OpenCue's, where nobody says. */
  private static final int RETRIES = 1;

  private static final int MAX_CORES = SubmissionRules.MAX_CORES.hundredths();
  private static final int MAX_MEGABYTES = (int) (SubmissionRules.MAX_MEMORY_BYTES >> 20);
  private static final int MAX_SECONDS = (int) SubmissionRules.MAX_TIMEOUT.toSeconds();

  /** gRPC's numbers of what it comes nearest to. */
  private static final int ALREADY_EXISTS = 6;

  private static final int ABORTED = 10;

  private final SubmitWork submit;

  Launch(SubmitWork submit) {
    this.submit = submit;
  }

  List<Operation> operations() {
    return List.of(Operation.withBody("POST", "launchJobs", "/api/job", this::launch).once());
  }

  private Answer launch(Call call) {
    Members body = call.members();
    Submission submission = submission(call, body);
    body.done();
    return call.key().isPresent()
        ? once(call, submission, call.key().get())
        : told(submit.launch(call.caller(), call.farm(), submission));
  }

  private static Answer told(List<Job> jobs) {
    return new Answer.Several<>(201, "jobs", Shapes.JOB, jobs);
  }

  private Answer once(Call call, Submission submission, String key) {
    LaunchOnce launched =
        submit.launchOnce(
            call.caller(),
            call.farm(),
            submission,
            key,
            Json.digest(call.body().orElseThrow()),
            jobs -> new String(Json.bytes(told(jobs), Set.of()), StandardCharsets.UTF_8));
    return switch (launched) {
      case LaunchOnce.Launched(String answer, boolean repeated) ->
          new Answer.Kept(201, answer, repeated);
      case LaunchOnce.OtherWork _ ->
          new Answer.Refused(
              Refusal.of(
                  422,
                  ALREADY_EXISTS,
                  "Idempotency-Key: it was sent with another body before (expected: the same one,"
                      + " or another key; nothing was launched)"));
      case LaunchOnce.InFlight _ ->
          new Answer.Refused(
              new Refusal(
                  409,
                  ABORTED,
                  "Idempotency-Key: the request with it is still being answered (expected: a second"
                      + " try in a moment)",
                  Map.of("Retry-After", "1")));
    };
  }

  private static Submission submission(Call call, Members body) {
    String user = body.text("user").orElse(call.caller().subject());
    if (user.equals("root")) {
      body.add("user", "root (expected: somebody who is not root)");
    }
    Optional<Integer> uid = body.number("uid", 1, Integer.MAX_VALUE);
    return new Submission(
        body.text("facility").orElse(""),
        body.needed("show"),
        body.needed("shot"),
        user,
        uid.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        body.text("email").orElse(""),
        body.objects("jobs", Launch::job),
        body.objects("depends", Launch::depend));
  }

  private static Optional<JobSpec> job(Members job) {
    return Optional.of(
        new JobSpec(
            job.needed("name"),
            job.truth("paused").orElse(false),
            job.number("priority", 0, Integer.MAX_VALUE),
            job.number("maxRetries", 0, SubmissionRules.MAX_RETRIES).orElse(RETRIES),
            job.truth("autoEat").orElse(false),
            job.text("os").orElse(""),
            job.number("maxCores", 0, MAX_CORES).map(Cores::new),
            job.textsByName("environment"),
            job.objects("layers", Launch::layer)));
  }

  private static Optional<LayerSpec> layer(Members layer) {
    String name = layer.needed("name");
    String command = layer.needed("command");
    Optional<FrameRange> range = range(layer);
    LayerType type = layer.word("type", LayerType.class).orElse(LayerType.RENDER);
    int chunk = layer.number("chunk", 1, Integer.MAX_VALUE).orElse(1);
    Optional<Cores> cores = layer.number("minCores", 0, MAX_CORES).map(Cores::new);
    Optional<Boolean> threadable = layer.truth("threadable");
    Optional<Long> memory = megabytes(layer, "memory");
    int gpus = layer.number("gpus", 0, SubmissionRules.MAX_GPUS).orElse(0);
    long gpuMemory = megabytes(layer, "gpuMemory").orElse(0L);
    List<String> tags = layer.texts("tags");
    List<String> services = layer.texts("services");
    List<String> limits = layer.texts("limits");
    var environment = layer.textsByName("environment");
    Optional<Duration> timeout = seconds(layer, "timeout");
    Optional<Duration> silence = seconds(layer, "timeoutWithoutLog");
    return range.map(frames ->
        new LayerSpec(
            name,
            type,
            command,
            frames,
            chunk,
            cores,
            threadable,
            memory,
            gpus,
            gpuMemory,
            tags,
            services,
            limits,
            environment,
            timeout,
            silence));
  }

  private static Optional<FrameRange> range(Members layer) {
    String text = layer.needed("range");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(FrameRange.parse(text));
    } catch (FarmException e) {
      layer.add("range", e.failure().message());
      return Optional.empty();
    }
  }

  static Optional<Long> megabytes(Members layer, String name) {
    return layer.number(name, 0, MAX_MEGABYTES).map(megabytes -> (long) megabytes << 20);
  }

  private static Optional<Duration> seconds(Members layer, String name) {
    return seconds(layer, name, 1);
  }

  static Optional<Duration> seconds(Members layer, String name, int least) {
    return layer.number(name, least, MAX_SECONDS).map(Duration::ofSeconds);
  }

  private static Optional<DependSpec> depend(Members depend) {
    Optional<Kind> kind = depend.neededWord("type", Kind.class);
    boolean anyFrame = depend.truth("anyFrame").orElse(false);
    Optional<Node> dependent = depend.object("dependent", Launch::end);
    Optional<Node> target = depend.object("target", Launch::end);
    return kind.isPresent() && dependent.isPresent() && target.isPresent()
        ? Optional.of(new DependSpec(kind.get(), anyFrame, dependent.get(), target.get()))
        : Optional.empty();
  }

  private static Optional<Node> end(Members end) {
    return Optional.of(
        new Node(end.needed("job"), end.text("layer").orElse(""), end.text("frame").orElse("")));
  }
}
