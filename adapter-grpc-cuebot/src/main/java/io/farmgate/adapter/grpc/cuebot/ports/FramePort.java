package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.JobId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.JobPlace;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import io.farmgate.opencue.wire.job.FrameGetFrameRequest;
import io.farmgate.opencue.wire.job.FrameGetFrameResponse;
import io.farmgate.opencue.wire.job.FrameSearchCriteria;
import io.farmgate.opencue.wire.job.FrameStateSeq;
import io.farmgate.opencue.wire.job.JobGetFramesRequest;
import io.farmgate.opencue.wire.job.JobGetFramesResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Frames. A list is read in pages, one call each; what a page of the caller's is on the farm's
 * bounds is one call.
 *
 * <p>A farm counts its pages from the first frame that it finds, so a page that goes by what
 * changes (the state) would begin elsewhere the next time. Pages that are asked for with a place
 * therefore go by what never changes, the frames of the job, and the state is looked at here. A
 * page costs a call for each thousand frames that it passes over; where all that there is fits the
 * first page, one call.
 */
final class FramePort implements Frames {
  private static final int PAGE = 1000;

  /** The farm makes a condition of each number. */
  private static final int MOST_NUMBERS = 500;

  /** Host, cores and GPUs of the last run. */
  private static final Pattern RESOURCE =
      Pattern.compile("(?<host>.*)/(?<cores>[0-9]+(\\.[0-9]+)?)/[0-9.]+");

  private final FarmCalls calls;

  FramePort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Frame> list(FrameQuery query) {
    if (query.job().isEmpty()) {
      return query.ids().stream().flatMap(id -> byId(id).stream()).toList();
    }
    JobId job = query.job().get();
    if (exact(query)
        && query.limit() > 0
        && query.limit() <= PAGE
        && query.offset() % query.limit() == 0) {
      return page(job, query, query.offset() / query.limit() + 1, query.limit());
    }
    return cut(job, query);
  }

  private List<Frame> cut(JobId job, FrameQuery query) {
    List<Frame> found = new ArrayList<>();
    long wanted = query.limit() == 0 ? Long.MAX_VALUE : query.limit();
    long toSkip = query.offset();
    for (int number = 1; found.size() < wanted; number++) {
      List<Frame> page = page(job, query, number, PAGE);
      for (Frame frame : page) {
        if (!matches(frame, query)) {
          continue;
        }
        if (toSkip > 0) {
          toSkip--;
        } else if (found.size() < wanted) {
          found.add(frame);
        }
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    return found;
  }

  @Override
  public Page<Frame> page(FrameQuery asked, boolean reversed, PageRequest page) {
    if (reversed) {
      throw new FarmException(
          new FarmFailure.Unsupported(
              "an OpenCue farm lists frames in dispatch order only (expected: not reversed)"));
    }
    FrameQuery query = asked.page(0, 0);
    if (query.job().isEmpty()) {
      return new Page<>(list(query), Optional.empty());
    }
    if (page.after().isEmpty() && !query.states().isEmpty()) {
      List<Frame> some = list(query.page(0, page.limit() + 1));
      if (some.size() <= page.limit()) {
        return new Page<>(some, Optional.empty());
      }
    }
    return from(page.after().map(FramePort::index).orElse(0), query, page.limit());
  }

  /** Returns the page that begins at a frame of the job, by its place among them. */
  private Page<Frame> from(int start, FrameQuery query, int limit) {
    FrameQuery lasting = query.in(Set.of());
    int size = exact(query) && query.states().isEmpty() ? limit : PAGE;
    List<Frame> found = new ArrayList<>();
    int index = start;
    while (true) {
      List<Frame> frames = page(query.job().orElseThrow(), lasting, index / size + 1, size);
      for (Frame frame : frames.subList(Math.min(index % size, frames.size()), frames.size())) {
        index++;
        if (matches(frame, query)) {
          found.add(frame);
        }
        if (found.size() == limit) {
          return new Page<>(found, Optional.of(new Place(String.valueOf(index))));
        }
      }
      if (frames.size() < size) {
        return new Page<>(found, Optional.empty());
      }
    }
  }

  private static int index(Place place) {
    if (!place.text().matches("\\d{1,9}")) {
      throw JobPlace.wrong();
    }
    return Integer.parseInt(place.text());
  }

  private static boolean exact(FrameQuery query) {
    return query.minRssBytes().isEmpty() && query.numbers().isEmpty();
  }

  private List<Frame> page(JobId job, FrameQuery query, int number, int size) {
    return calls
        .find(
            "job.JobInterface/GetFrames",
            JobGetFramesRequest.newBuilder()
                .setJob(JobControlPort.job(job))
                .setReq(criteria(query).setPage(number).setLimit(size))
                .build(),
            JobGetFramesResponse.parser())
        .map(found ->
            found.getFrames().getFramesList().stream()
                .map(frame -> frame(frame, Optional.of(job)))
                .toList())
        .orElse(List.of());
  }

  private static FrameSearchCriteria.Builder criteria(FrameQuery query) {
    FrameSearchCriteria.Builder criteria =
        FrameSearchCriteria.newBuilder()
            .addAllIds(query.ids().stream().map(FrameId::value).toList())
            .addAllLayers(query.layers())
            .addAllFrames(query.names());
    if (!query.states().isEmpty()) {
      FrameStateSeq.Builder states = FrameStateSeq.newBuilder();
      query.states().forEach(state -> states.addFrameStates(wire(state)));
      criteria.setStates(states);
    }
    boolean tellable =
        query.numbers().size() <= MOST_NUMBERS
            && query.numbers().stream().allMatch(number -> number >= 0);
    if (tellable) {
      criteria.setFrameRange(
          query.numbers().stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return criteria;
  }

  private static boolean matches(Frame frame, FrameQuery query) {
    return (query.numbers().isEmpty() || query.numbers().contains(frame.number()))
        && (query.states().isEmpty() || query.states().contains(frame.state()))
        && query.minRssBytes().stream().allMatch(least -> frame.maxRssBytes() >= least);
  }

  @Override
  public Optional<Frame> byId(FrameId id) {
    return calls
        .find(
            "job.FrameInterface/GetFrame",
            FrameGetFrameRequest.newBuilder().setId(id.value()).build(),
            FrameGetFrameResponse.parser())
        .map(found -> frame(found.getFrame(), Optional.empty()));
  }

  private static Frame frame(io.farmgate.opencue.wire.job.Frame wire, Optional<JobId> job) {
    Matcher resource = RESOURCE.matcher(wire.getLastResource());
    boolean ran = resource.matches();
    return new Frame(
        new FrameId(wire.getId()),
        job,
        Optional.empty(),
        wire.getLayerName(),
        wire.getNumber(),
        state(wire.getState()),
        wire.getRetryCount(),
        wire.getExitStatus(),
        0,
        wire.getDispatchOrder(),
        Units.happened(wire.getStartTime()),
        Units.happened(wire.getStopTime()),
        Units.bytes(wire.getMaxRss()),
        Units.bytes(wire.getUsedMemory()),
        Units.bytes(wire.getReservedMemory()),
        ran ? resource.group("host") : "",
        ran ? Units.cores(Float.parseFloat(resource.group("cores"))) : Cores.ZERO,
        Duration.ofSeconds(Math.max(0, wire.getTotalCoreTime())),
        FrameNotePort.checkpoint(wire),
        wire.hasFrameStateDisplayOverride()
            ? Optional.of(FrameNotePort.display(wire.getFrameStateDisplayOverride()))
            : Optional.empty(),
        OptionalInt.empty());
  }

  static FrameState state(io.farmgate.opencue.wire.job.FrameState state) {
    return switch (state) {
      case WAITING -> FrameState.WAITING;
      case SETUP -> FrameState.SETUP;
      case RUNNING -> FrameState.RUNNING;
      case SUCCEEDED -> FrameState.SUCCEEDED;
      case DEPEND -> FrameState.DEPEND;
      case DEAD -> FrameState.DEAD;
      case EATEN -> FrameState.EATEN;
      case CHECKPOINT -> FrameState.CHECKPOINT;
      case UNRECOGNIZED ->
          throw new FarmException(
              new FarmFailure.Fault("the farm has a frame in a state that is not known here"));
    };
  }

  static io.farmgate.opencue.wire.job.FrameState wire(FrameState state) {
    return switch (state) {
      case WAITING -> io.farmgate.opencue.wire.job.FrameState.WAITING;
      case SETUP -> io.farmgate.opencue.wire.job.FrameState.SETUP;
      case RUNNING -> io.farmgate.opencue.wire.job.FrameState.RUNNING;
      case SUCCEEDED -> io.farmgate.opencue.wire.job.FrameState.SUCCEEDED;
      case DEPEND -> io.farmgate.opencue.wire.job.FrameState.DEPEND;
      case DEAD -> io.farmgate.opencue.wire.job.FrameState.DEAD;
      case EATEN -> io.farmgate.opencue.wire.job.FrameState.EATEN;
      case CHECKPOINT -> io.farmgate.opencue.wire.job.FrameState.CHECKPOINT;
    };
  }
}
