package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.range.FrameRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  private static final Parameter<JobOrder> JOB_ORDER = Parameter.word("sort", jobOrders());

  /** Tells whether it is the other way round. */
  private static final Parameter<Boolean> FRAME_ORDER = Parameter.word("sort", frameOrders());

  private static final Held<LayerOfJob> LAYER_LIST =
      Held.of(
          "layers",
          Shapes.LAYER,
          "dispatchOrder",
          "-dispatchOrder",
          "name",
          "-name",
          "deadFrames",
          "-deadFrames");

  private final BrowseFarm browse;

  JobReads(BrowseFarm browse) {
    this.browse = browse;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("listJobs", "/api/show/{show_id}/job", this::jobsOfShow, STATE)
            .telling(Shapes.JOB)
            .inPages(JOB_ORDER),
        Operation.get("findJobs", "/api/job", this::jobs, STATES, SHOWS, SHOTS, USERS, NAMES)
            .telling(Shapes.JOB)
            .inPages(JOB_ORDER),
        Operation.get("getJob", "/api/job/{job_id}", this::job).telling(Shapes.JOB),
        Operation.get("listLayers", "/api/job/{job_id}/layer", this::layers)
            .telling(Shapes.LAYER)
            .inPages(LAYER_LIST.sort()),
        Operation.get(
                "listFrames",
                "/api/job/{job_id}/frame",
                this::frames,
                FRAME_STATES,
                LAYERS,
                NUMBERS)
            .telling(Shapes.FRAME)
            .inPages(FRAME_ORDER),
        Operation.get("getLayer", "/api/layer/{layer_id}", this::layer).telling(Shapes.LAYER),
        Operation.get(
                "listLayerFrames",
                "/api/layer/{layer_id}/frame",
                this::framesOfLayer,
                FRAME_STATES,
                NUMBERS)
            .telling(Shapes.FRAME)
            .inPages(FRAME_ORDER),
        Operation.get("getFrame", "/api/frame/{frame_id}", this::frame).telling(Shapes.FRAME));
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
    Optional<PageRequest> page = Paging.of(call);
    JobOrder order = call.query().get(JOB_ORDER).orElse(JobOrder.URGENCY);
    if (page.isPresent()) {
      return Paging.answer(
          call,
          "jobs",
          Shapes.JOB,
          browse.jobs(call.caller(), call.farm(), query, order, page.get()));
    }
    return order == JobOrder.URGENCY
        ? new Answer.Several<>("jobs", Shapes.JOB, browse.jobs(call.caller(), call.farm(), query))
        : whole(
            "jobs",
            Shapes.JOB,
            part -> browse.jobs(call.caller(), call.farm(), query, order, part));
  }

  private Answer job(Call call) {
    return new Answer.One<>(Shapes.JOB, known(call));
  }

  private Job known(Call call) {
    return browse.jobKnownAs(call.caller(), call.farm(), call.segment("job_id"));
  }

  private Answer layers(Call call) {
    Job job = known(call);
    return LAYER_LIST.answer(
        call,
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
    return frames(call, filtered(call, layer));
  }

  private Answer frames(Call call, FrameQuery query) {
    boolean reversed = call.query().get(FRAME_ORDER).orElse(false);
    Function<PageRequest, Page<Frame>> reader =
        page -> browse.frames(call.caller(), call.farm(), query, reversed, page);
    Optional<PageRequest> page = Paging.of(call);
    return page.isPresent()
        ? Paging.answer(call, "frames", Shapes.FRAME, reader.apply(page.get()))
        : whole("frames", Shapes.FRAME, reader);
  }

  /** Answers with all of a list that is read page by page, so that none of it is held for long. */
  static <T> Answer whole(String name, Shape<T> shape, Function<PageRequest, Page<T>> reader) {
    PageRequest start = PageRequest.first(PageRequest.MOST);
    Page<T> first = reader.apply(start);
    return first.next().isEmpty()
        ? new Answer.Several<>(name, shape, first.things())
        : new Answer.Flow<>(name, shape, first, place -> reader.apply(start.after(place)));
  }

  private Answer frame(Call call) {
    return new Answer.One<>(
        Shapes.FRAME,
        browse.frame(call.caller(), call.farm(), FarmReads.id(call, "frame", FrameId::new)));
  }

  /** Returns the frames of a job that a call's filters let through. */
  static FrameQuery filtered(Call call, Job job) {
    return filtered(call, job.id());
  }

  /** Returns the frames of a layer that a call's filters let through. */
  static FrameQuery filtered(Call call, Layer layer) {
    return filtered(call, layer.jobId()).ofLayers(Set.of(layer.name()));
  }

  private static FrameQuery filtered(Call call, JobId job) {
    return new FrameQuery(
        Optional.of(job),
        Set.of(),
        call.query().get(LAYERS).orElse(Set.of()),
        Set.of(),
        call.query().get(NUMBERS).orElse(Set.of()),
        call.query().get(FRAME_STATES).orElse(Set.of()),
        Optional.empty(),
        0,
        0);
  }

  private static Map<String, JobOrder> jobOrders() {
    Map<String, JobOrder> words = new LinkedHashMap<>();
    words.put("-priority", JobOrder.URGENCY);
    words.put("name", JobOrder.NAME);
    words.put("-name", JobOrder.NAME_REVERSED);
    words.put("startTime", JobOrder.START);
    words.put("-startTime", JobOrder.START_REVERSED);
    return words;
  }

  private static Map<String, Boolean> frameOrders() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("dispatchOrder", false);
    words.put("-dispatchOrder", true);
    return words;
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
