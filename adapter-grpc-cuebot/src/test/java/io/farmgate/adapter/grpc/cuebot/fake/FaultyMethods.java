package io.farmgate.adapter.grpc.cuebot.fake;

import static io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.actOn;

import io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.CuebotError;
import io.farmgate.opencue.wire.comment.Comment;
import io.farmgate.opencue.wire.comment.CommentSeq;
import io.farmgate.opencue.wire.filter.Filter;
import io.farmgate.opencue.wire.filter.FilterSeq;
import io.farmgate.opencue.wire.host.HardwareState;
import io.farmgate.opencue.wire.host.Host;
import io.farmgate.opencue.wire.host.HostSetHardwareStateRequest;
import io.farmgate.opencue.wire.host.HostSetHardwareStateResponse;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobAddCommentRequest;
import io.farmgate.opencue.wire.job.JobAddCommentResponse;
import io.farmgate.opencue.wire.job.JobGetCommentsRequest;
import io.farmgate.opencue.wire.job.JobGetCommentsResponse;
import io.farmgate.opencue.wire.job.JobSetMaxRetriesRequest;
import io.farmgate.opencue.wire.job.JobSetMaxRetriesResponse;
import io.farmgate.opencue.wire.job.JobSetMinCoresRequest;
import io.farmgate.opencue.wire.job.JobSetMinCoresResponse;
import io.farmgate.opencue.wire.limit.Limit;
import io.farmgate.opencue.wire.limit.LimitCreateRequest;
import io.farmgate.opencue.wire.limit.LimitCreateResponse;
import io.farmgate.opencue.wire.limit.LimitGetAllRequest;
import io.farmgate.opencue.wire.limit.LimitGetAllResponse;
import io.farmgate.opencue.wire.show.ShowCreateFilterRequest;
import io.farmgate.opencue.wire.show.ShowCreateFilterResponse;
import io.farmgate.opencue.wire.show.ShowFindFilterRequest;
import io.farmgate.opencue.wire.show.ShowFindFilterResponse;
import io.farmgate.opencue.wire.show.ShowGetFiltersRequest;
import io.farmgate.opencue.wire.show.ShowGetFiltersResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Methods of {@link FakeFarm} that take what a farm should not take, as Cuebot was seen to. */
final class FaultyMethods {
  private final FakeFarm farm;
  private final FarmMethods methods;
  private final List<Limit> limits = new ArrayList<>();
  private final Map<String, List<Comment>> comments = new HashMap<>();
  private final Map<String, List<Filter>> filters = new HashMap<>();

  FaultyMethods(FakeFarm farm, FarmMethods methods) {
    this.farm = farm;
    this.methods = methods;
  }

  void add() {
    addNames();
    addFilters();
    addNumbers();
    // An exception about a last check that is too old is caught, printed, and never answered.
    methods.never("job.JobInterface/GetUpdatedFrames");
  }

  private void addNames() {
    methods.on(
        "limit.LimitInterface/Create",
        LimitCreateRequest.parser(),
        request -> {
          Limit limit =
              Limit.newBuilder()
                  .setName(request.getName())
                  .setMaxValue(request.getMaxValue())
                  .build();
          limits.add(limit);
          return LimitCreateResponse.newBuilder().setLimit(limit).build();
        });
    methods.on(
        "limit.LimitInterface/GetAll",
        LimitGetAllRequest.parser(),
        request -> LimitGetAllResponse.newBuilder().addAllLimits(limits).build());
    methods.on(
        "job.JobInterface/AddComment",
        JobAddCommentRequest.parser(),
        request -> {
          comments
              .computeIfAbsent(known(request.getJob()).getId(), id -> new ArrayList<>())
              .add(request.getNewComment());
          return JobAddCommentResponse.getDefaultInstance();
        });
    methods.on(
        "job.JobInterface/GetComments",
        JobGetCommentsRequest.parser(),
        request ->
            JobGetCommentsResponse.newBuilder()
                .setComments(
                    CommentSeq.newBuilder()
                        .addAllComments(
                            comments.getOrDefault(known(request.getJob()).getId(), List.of())))
                .build());
  }

  private void addFilters() {
    methods.on(
        "show.ShowInterface/CreateFilter",
        ShowCreateFilterRequest.parser(),
        request -> {
          String show = actOn(farm.show(request.getShow().getId()).orElse(null)).getId();
          Filter filter = Filter.newBuilder().setName(request.getName()).build();
          // Stored first; only then it looks the filter up by its name.
          filters.computeIfAbsent(show, id -> new ArrayList<>()).add(filter);
          return ShowCreateFilterResponse.newBuilder()
              .setFilter(filter(show, request.getName()))
              .build();
        });
    methods.on(
        "show.ShowInterface/FindFilter",
        ShowFindFilterRequest.parser(),
        request ->
            ShowFindFilterResponse.newBuilder()
                .setFilter(filter(request.getShow().getId(), request.getName()))
                .build());
    methods.on(
        "show.ShowInterface/GetFilters",
        ShowGetFiltersRequest.parser(),
        request ->
            ShowGetFiltersResponse.newBuilder()
                .setFilters(
                    FilterSeq.newBuilder()
                        .addAllFilters(filters.getOrDefault(request.getShow().getId(), List.of())))
                .build());
  }

  private Filter filter(String show, String name) {
    List<Filter> found =
        filters.getOrDefault(show, List.of()).stream()
            .filter(filter -> filter.getName().equals(name))
            .toList();
    if (found.size() > 1) {
      throw CuebotError.thrown(
          "org.springframework.dao.IncorrectResultSizeDataAccessException",
          "Incorrect result size: expected 1, actual " + found.size());
    }
    return actOn(found.isEmpty() ? null : found.getFirst());
  }

  private void addNumbers() {
    methods.on(
        "host.HostInterface/SetHardwareState",
        HostSetHardwareStateRequest.parser(),
        request -> {
          Host host = actOn(farm.host(request.getHost().getId()).orElse(null));
          farm.changeHost(
              host.getId(), h -> h.toBuilder().setStateValue(request.getStateValue()).build());
          return HostSetHardwareStateResponse.getDefaultInstance();
        });
    methods.on(
        "job.JobInterface/SetMinCores",
        JobSetMinCoresRequest.parser(),
        request -> {
          float cores = Float.isNaN(request.getVal()) ? 0 : request.getVal();
          farm.changeJob(
              known(request.getJob()).getId(), job -> job.toBuilder().setMinCores(cores).build());
          return JobSetMinCoresResponse.getDefaultInstance();
        });
    methods.on(
        "job.JobInterface/SetMaxRetries",
        JobSetMaxRetriesRequest.parser(),
        request -> {
          if (request.getMaxRetries() > 15) {
            throw CuebotError.thrown(
                "java.lang.IllegalArgumentException", "max retries must be less than 16");
          }
          return JobSetMaxRetriesResponse.getDefaultInstance();
        });
  }

  /** One host in a state that has no name takes the list of all of them down. */
  static void refuseStoredStates(FakeFarm farm) {
    if (farm.hosts().stream().anyMatch(host -> host.getState() == HardwareState.UNRECOGNIZED)) {
      throw CuebotError.thrown(
          "java.lang.IllegalArgumentException", "Can't get the number of an unknown enum value.");
    }
  }

  private Job known(Job wanted) {
    return farm.job(wanted.getId())
        .orElseThrow(() -> new CuebotError(Status.NOT_FOUND.withDescription("Job not found")));
  }
}
