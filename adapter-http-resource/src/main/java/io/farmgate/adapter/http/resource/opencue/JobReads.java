package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.range.FrameRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The operations that read jobs, layers and frames. */
final class JobReads {
  private static final Parameter<Set<JobState>> STATE = Parameter.word("state", JobWord.words());
  private static final Parameter<Set<JobState>> STATES = Parameter.words("state", JobWord.words());
  private static final Parameter<Set<String>> SHOWS = Parameter.texts("show");
  private static final Parameter<Set<String>> SHOTS = Parameter.texts("shot");
  private static final Parameter<Set<String>> USERS = Parameter.texts("user");
  private static final Parameter<Set<String>> NAMES = Parameter.texts("name");

  /** Filters of frames: the same words for reading and for changing. */
  static final Parameter<Set<FrameState>> FRAME_STATES = Parameter.words("state", frameWords());

  static final Parameter<Set<String>> LAYERS = Parameter.texts("layer");
  static final Parameter<Set<Integer>> NUMBERS =
      new Parameter<>("number", "a frame range such as 1-10,15", JobReads::numbers);

  private final BrowseFarm browse;

  JobReads(BrowseFarm browse) {
    this.browse = browse;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("listJobs", "/api/show/{show_id}/job", this::jobsOfShow, STATE),
        Operation.get("findJobs", "/api/job", this::jobs, STATES, SHOWS, SHOTS, USERS, NAMES),
        Operation.get("getJob", "/api/job/{job_id}", this::job),
        Operation.get("listLayers", "/api/job/{job_id}/layer", this::layers),
        Operation.get(
            "listFrames", "/api/job/{job_id}/frame", this::frames, FRAME_STATES, LAYERS, NUMBERS),
        Operation.get("getLayer", "/api/layer/{layer_id}", this::layer),
        Operation.get(
            "listLayerFrames",
            "/api/layer/{layer_id}/frame",
            this::framesOfLayer,
            FRAME_STATES,
            NUMBERS),
        Operation.get("getFrame", "/api/frame/{frame_id}", this::frame));
  }

  private Answer jobsOfShow(Call call) {
    Show show = browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id"));
    return jobs(call, Set.of(show.name()), call.query().get(STATE));
  }

  private Answer jobs(Call call) {
    return jobs(call, call.query().get(SHOWS).orElse(Set.of()), call.query().get(STATES));
  }

  private Answer jobs(Call call, Set<String> shows, Optional<Set<JobState>> states) {
    JobQuery query =
        new JobQuery(
            Set.of(),
            call.query().get(NAMES).orElse(Set.of()),
            List.of(),
            List.of(),
            call.query().get(USERS).orElse(Set.of()),
            call.query().get(SHOTS).orElse(Set.of()),
            shows,
            states.orElse(Set.of()),
            true,
            0);
    return new Answer.Several<>("jobs", Shapes.JOB, browse.jobs(call.caller(), call.farm(), query));
  }

  private Answer job(Call call) {
    return new Answer.One<>(Shapes.JOB, known(call));
  }

  private Job known(Call call) {
    return browse.jobKnownAs(call.caller(), call.farm(), call.segment("job_id"));
  }

  private Answer layers(Call call) {
    Job job = known(call);
    return new Answer.Several<>(
        "layers",
        Shapes.LAYER,
        browse.layers(call.caller(), call.farm(), job.id()).stream()
            .map(layer -> new LayerOfJob(layer, job))
            .toList());
  }

  private Answer layer(Call call) {
    Layer layer = knownLayer(call);
    Job job = browse.job(call.caller(), call.farm(), layer.jobId());
    return new Answer.One<>(Shapes.LAYER, new LayerOfJob(layer, job));
  }

  private Layer knownLayer(Call call) {
    return browse.layer(call.caller(), call.farm(), FarmReads.id(call, "layer", LayerId::new));
  }

  private Answer frames(Call call) {
    return frames(call, filtered(call, known(call)));
  }

  private Answer framesOfLayer(Call call) {
    Layer layer = knownLayer(call);
    Job job = browse.job(call.caller(), call.farm(), layer.jobId());
    return frames(call, filtered(call, job).ofLayers(Set.of(layer.name())));
  }

  private Answer frames(Call call, FrameQuery query) {
    return new Answer.Several<>(
        "frames", Shapes.FRAME, browse.frames(call.caller(), call.farm(), query));
  }

  private Answer frame(Call call) {
    return new Answer.One<>(
        Shapes.FRAME,
        browse.frame(call.caller(), call.farm(), FarmReads.id(call, "frame", FrameId::new)));
  }

  /** Returns the frames of a job that a call's filters let through. */
  static FrameQuery filtered(Call call, Job job) {
    return new FrameQuery(
        Optional.of(job.id()),
        Set.of(),
        call.query().get(LAYERS).orElse(Set.of()),
        Set.of(),
        call.query().get(NUMBERS).orElse(Set.of()),
        call.query().get(FRAME_STATES).orElse(Set.of()),
        Optional.empty(),
        0,
        0);
  }

  private static Map<String, Set<FrameState>> frameWords() {
    Map<String, Set<FrameState>> words = new LinkedHashMap<>();
    for (FrameState state : FrameState.values()) {
      words.put(state.name(), Set.of(state));
    }
    return words;
  }

  private static Optional<Set<Integer>> numbers(String range) {
    try {
      return Optional.of(FrameRange.parse(range).frames().boxed().collect(Collectors.toSet()));
    } catch (FarmException e) {
      return Optional.empty();
    }
  }
}
