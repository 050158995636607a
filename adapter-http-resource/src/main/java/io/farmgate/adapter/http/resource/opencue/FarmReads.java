package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Host;
import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.Job;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** The operations that read what work runs on and belongs to. */
final class FarmReads {
  private static final Parameter<HostWord> STATE = Parameter.word("state", HostWord.words());
  private static final Parameter<Set<String>> NAMES = Parameter.texts("name");
  private static final Parameter<Set<String>> ALLOCATIONS = Parameter.texts("allocation");
  private static final Parameter<Set<String>> TAGS = Parameter.texts("tag");
  private static final Parameter<Set<LockState>> LOCKS = Parameter.words("lock", locks());

  private static final Held<Show> SHOW_LIST =
      Held.of("shows", Shapes.SHOW, "name", "-name", "-pendingJobs", "-runningFrames");
  private static final Held<Group> GROUP_LIST =
      Held.of("groups", FarmShapes.GROUP, "level+name", "name", "-name", "-pendingJobs");
  static final Held<Host> HOST_LIST =
      Held.of(
          "hosts",
          FarmShapes.HOST,
          "name",
          "-name",
          "idleCores",
          "-idleCores",
          "load",
          "-load",
          "pingTime",
          "-pingTime");
  private static final Held<Job> JOB_LIST =
      Held.of(
          "jobs", Shapes.JOB, "-priority+startTime", "name", "-name", "startTime", "-startTime");
  private final BrowseFarm browse;

  FarmReads(BrowseFarm browse) {
    this.browse = browse;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("listShows", "/api/show", this::shows)
            .telling(Shapes.SHOW)
            .inPages(SHOW_LIST.sort()),
        Operation.get("getShow", "/api/show/{show_id}", this::show).telling(Shapes.SHOW),
        Operation.get("listGroups", "/api/show/{show_id}/group", this::groups)
            .telling(FarmShapes.GROUP)
            .inPages(GROUP_LIST.sort()),
        Operation.get("listHosts", "/api/host", this::hosts, STATE, NAMES, ALLOCATIONS, TAGS, LOCKS)
            .telling(FarmShapes.HOST)
            .inPages(HOST_LIST.sort()),
        Operation.get("getHost", "/api/host/{host_id}", this::host).telling(FarmShapes.HOST),
        Operation.get("getGroup", "/api/group/{group_id}", this::group).telling(FarmShapes.GROUP),
        Operation.get("listGroupJobs", "/api/group/{group_id}/job", this::jobsOfGroup)
            .telling(Shapes.JOB)
            .inPages(JOB_LIST.sort()));
  }

  private Answer shows(Call call) {
    return SHOW_LIST.answer(call, browse.shows(call.caller(), call.farm()));
  }

  private Answer show(Call call) {
    return new Answer.One<>(
        Shapes.SHOW, browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id")));
  }

  private Answer groups(Call call) {
    return GROUP_LIST.answer(
        call,
        browse.groups(
            call.caller(),
            call.farm(),
            browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id")).id()));
  }

  private Answer hosts(Call call) {
    Optional<HostWord> wanted = call.query().get(STATE);
    Optional<Set<String>> names = call.query().get(NAMES);
    Optional<Set<String>> allocations = call.query().get(ALLOCATIONS);
    Optional<Set<String>> tags = call.query().get(TAGS);
    Optional<Set<LockState>> locks = call.query().get(LOCKS);
    return HOST_LIST.answer(
        call,
        browse.hosts(call.caller(), call.farm()).stream()
            .filter(host -> wanted.isEmpty() || HostWord.of(host.hardwareState()) == wanted.get())
            .filter(host -> passes(names, host.name()))
            .filter(host -> passes(allocations, host.allocation()))
            .filter(host -> tags.isEmpty() || host.tags().stream().anyMatch(tags.get()::contains))
            .filter(host -> locks.isEmpty() || locks.get().contains(host.lockState()))
            .toList());
  }

  private Answer host(Call call) {
    return new Answer.One<>(
        FarmShapes.HOST, browse.hostKnownAs(call.caller(), call.farm(), call.segment("host_id")));
  }

  private Answer group(Call call) {
    return one(call, "group", GroupId::new, browse::group, FarmShapes.GROUP);
  }

  private Answer jobsOfGroup(Call call) {
    GroupId group = id(call, "group", GroupId::new);
    return JOB_LIST.answer(call, browse.jobsOfGroup(call.caller(), call.farm(), group));
  }

  private static Map<String, Set<LockState>> locks() {
    Map<String, Set<LockState>> words = new LinkedHashMap<>();
    for (LockState lock : LockState.values()) {
      words.put(lock.name(), Set.of(lock));
    }
    return words;
  }

  static boolean passes(Optional<Set<String>> wanted, String value) {
    return wanted.isEmpty() || wanted.get().contains(value);
  }

  /** Reads a thing by its id. */
  interface ById<I, T> {
    T read(Caller caller, Farm farm, I id);
  }

  static <I, T> Answer one(
      Call call, String kind, Function<String, I> id, ById<I, T> reader, Shape<T> shape) {
    return new Answer.One<>(shape, reader.read(call.caller(), call.farm(), id(call, kind, id)));
  }

  /**
   * Returns the id in the path.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for a blank one, which nothing has
   */
  static <I> I id(Call call, String kind, Function<String, I> id) {
    return id(kind, call.segment(kind + "_id"), id);
  }

  /** As the above, of an id that stands somewhere else. */
  static <I> I id(String kind, String text, Function<String, I> id) {
    if (text.isBlank()) {
      throw new FarmException(FarmFailure.NotFound.of(kind, text));
    }
    return id.apply(text);
  }

  static OptionalInt known(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
