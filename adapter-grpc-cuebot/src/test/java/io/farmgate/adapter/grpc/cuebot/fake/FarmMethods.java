package io.farmgate.adapter.grpc.cuebot.fake;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.host.Host;
import io.farmgate.opencue.wire.host.HostFindHostRequest;
import io.farmgate.opencue.wire.host.HostFindHostResponse;
import io.farmgate.opencue.wire.host.HostGetHostRequest;
import io.farmgate.opencue.wire.host.HostGetHostResponse;
import io.farmgate.opencue.wire.host.HostGetHostsRequest;
import io.farmgate.opencue.wire.host.HostGetHostsResponse;
import io.farmgate.opencue.wire.host.HostLockRequest;
import io.farmgate.opencue.wire.host.HostLockResponse;
import io.farmgate.opencue.wire.host.HostSearchCriteria;
import io.farmgate.opencue.wire.host.HostSeq;
import io.farmgate.opencue.wire.host.HostUnlockRequest;
import io.farmgate.opencue.wire.host.HostUnlockResponse;
import io.farmgate.opencue.wire.host.LockState;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowCreateShowRequest;
import io.farmgate.opencue.wire.show.ShowCreateShowResponse;
import io.farmgate.opencue.wire.show.ShowFindShowRequest;
import io.farmgate.opencue.wire.show.ShowFindShowResponse;
import io.farmgate.opencue.wire.show.ShowGetShowsRequest;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.farmgate.opencue.wire.show.ShowSeq;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxCoresRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxCoresResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresResponse;
import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of {@link FakeFarm} as Cuebot answers them: the table, and shows and hosts. */
final class FarmMethods {
  private final FakeFarm farm;
  private final Map<String, Function<WireBytes, Answer>> methods = new HashMap<>();

  FarmMethods(FakeFarm farm) {
    this.farm = farm;
    addShowMethods();
    addHostMethods();
    new JobMethods(farm, this).add();
    new FaultyMethods(farm, this).add();
  }

  <Q extends Message> void on(String method, Parser<Q> parser, Function<Q, Message> handler) {
    methods.put(
        method,
        request -> {
          try {
            Message response = handler.apply(parser.parseFrom(request.array()));
            return Answer.message(WireBytes.wrap(response.toByteArray()));
          } catch (InvalidProtocolBufferException noMessage) {
            return Answer.status(Status.UNKNOWN);
          }
        });
  }

  /** Adds a method that is never answered. */
  void never(String method) {
    methods.put(method, request -> Answer.NEVER);
  }

  Answer answer(Received call) {
    Function<WireBytes, Answer> method = methods.get(call.method());
    if (method == null) {
      return Answer.status(
          Status.UNIMPLEMENTED.withDescription("Method not found: " + call.method()));
    }
    try {
      return method.apply(call.request());
    } catch (CuebotError error) {
      return Answer.status(error.status);
    }
  }

  private void addShowMethods() {
    on(
        "show.ShowInterface/GetShows",
        ShowGetShowsRequest.parser(),
        _ ->
            ShowGetShowsResponse.newBuilder()
                .setShows(ShowSeq.newBuilder().addAllShows(farm.shows()))
                .build());
    on(
        "show.ShowInterface/FindShow",
        ShowFindShowRequest.parser(),
        request -> ShowFindShowResponse.newBuilder().setShow(findShow(request.getName())).build());
    on(
        "show.ShowInterface/CreateShow",
        ShowCreateShowRequest.parser(),
        request ->
            ShowCreateShowResponse.newBuilder().setShow(createShow(request.getName())).build());
    on(
        "show.ShowInterface/SetDefaultMinCores",
        ShowSetDefaultMinCoresRequest.parser(),
        request -> {
          Show show = actOn(farm.show(request.getShow().getId()).orElse(null));
          farm.changeShow(
              show.getId(), s -> s.toBuilder().setDefaultMinCores(request.getMinCores()).build());
          return ShowSetDefaultMinCoresResponse.getDefaultInstance();
        });
    on(
        "show.ShowInterface/SetDefaultMaxCores",
        ShowSetDefaultMaxCoresRequest.parser(),
        request -> {
          Show show = actOn(farm.show(request.getShow().getId()).orElse(null));
          farm.changeShow(
              show.getId(), s -> s.toBuilder().setDefaultMaxCores(request.getMaxCores()).build());
          return ShowSetDefaultMaxCoresResponse.getDefaultInstance();
        });
  }

  private Show findShow(String name) {
    List<Show> found = farm.shows().stream().filter(s -> s.getName().equals(name)).toList();
    if (found.size() > 1) {
      throw CuebotError.thrown(
          "org.springframework.dao.IncorrectResultSizeDataAccessException",
          "Incorrect result size: expected 1, actual " + found.size());
    }
    return got(found.isEmpty() ? null : found.getFirst());
  }

  private Show createShow(String name) {
    if (name.length() < 3) {
      throw CuebotError.internal(
          "Show could not be created.The show name must be at least 3 characters.");
    }
    if (!name.matches("[A-Za-z0-9_]+")) {
      throw CuebotError.internal(
          "Show could not be created.The show name: "
              + name
              + " is not in the proper format.  Show names must be alpha numeric, no dashes or"
              + " punctuation.");
    }
    return farm.addShow(name);
  }

  private void addHostMethods() {
    on(
        "host.HostInterface/GetHosts",
        HostGetHostsRequest.parser(),
        request -> {
          FaultyMethods.refuseStoredStates(farm);
          return HostGetHostsResponse.newBuilder()
              .setHosts(
                  HostSeq.newBuilder()
                      .addAllHosts(
                          farm.hosts().stream()
                              .filter(host -> matches(host, request.getR()))
                              .toList()))
              .build();
        });
    on(
        "host.HostInterface/FindHost",
        HostFindHostRequest.parser(),
        request ->
            HostFindHostResponse.newBuilder()
                .setHost(
                    got(
                        farm.hosts().stream()
                            .filter(host -> host.getName().equals(request.getName()))
                            .findFirst()
                            .orElse(null)))
                .build());
    on(
        "host.HostInterface/GetHost",
        HostGetHostRequest.parser(),
        request ->
            HostGetHostResponse.newBuilder()
                .setHost(got(farm.host(request.getId()).orElse(null)))
                .build());
    on(
        "host.HostInterface/Lock",
        HostLockRequest.parser(),
        request -> {
          setLock(request.getHost(), LockState.LOCKED);
          return HostLockResponse.getDefaultInstance();
        });
    on(
        "host.HostInterface/Unlock",
        HostUnlockRequest.parser(),
        request -> {
          setLock(request.getHost(), LockState.OPEN);
          return HostUnlockResponse.getDefaultInstance();
        });
  }

  private void setLock(Host wanted, LockState lock) {
    Host host = actOn(farm.host(wanted.getId()).orElse(null));
    farm.changeHost(host.getId(), h -> h.toBuilder().setLockState(lock).build());
  }

  private static boolean matches(Host host, HostSearchCriteria wanted) {
    return oneOf(wanted.getIdsList(), host.getId())
        && oneOf(wanted.getHostsList(), host.getName())
        && oneOf(wanted.getAllocsList(), host.getAllocName())
        && oneOf(wanted.getStates().getStateList(), host.getState())
        && oneOf(wanted.getLockStates().getStateList(), host.getLockState())
        && (wanted.getSubstrCount() == 0
            || wanted.getSubstrList().stream().anyMatch(host.getName()::contains));
  }

  /** A criterion that is not given lets everything through. */
  static <T> boolean oneOf(List<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  /** What methods that get or find one thing do about a missing one. */
  static <T> T got(@Nullable T thing) {
    if (thing == null) {
      throw new CuebotError(
          Status.NOT_FOUND.withDescription("Incorrect result size: expected 1, actual 0"));
    }
    return thing;
  }

  /** What methods that act on a show, host, layer or frame do about a missing one. */
  static <T> T actOn(@Nullable T thing) {
    if (thing == null) {
      throw CuebotError.thrown(
          "org.springframework.dao.EmptyResultDataAccessException",
          "Incorrect result size: expected 1, actual 0");
    }
    return thing;
  }

  /** A failed call, in the words that a real Cuebot was heard to use. */
  static final class CuebotError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    CuebotError(Status status) {
      super(status.getDescription());
      this.status = status;
    }

    static CuebotError internal(String text) {
      return new CuebotError(Status.INTERNAL.withDescription(text));
    }

    /** As Cuebot shows an exception that it did not expect: its text twice. */
    static CuebotError thrown(String exception, String message) {
      return internal(exception + ": " + message + "\n" + message);
    }
  }
}
