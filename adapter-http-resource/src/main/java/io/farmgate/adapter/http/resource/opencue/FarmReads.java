package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.domain.Caller;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The operations that read what work runs on and belongs to. */
final class FarmReads {
  private static final Parameter<HostWord> STATE = Parameter.word("state", HostWord.words());
  private static final Parameter<Set<String>> SHOWS = Parameter.texts("show");
  private static final Parameter<Set<String>> HOSTS = Parameter.texts("host");
  private static final Parameter<Set<String>> JOBS = Parameter.texts("job");

  private final BrowseFarm browse;

  FarmReads(BrowseFarm browse) {
    this.browse = browse;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("listShows", "/api/show", this::shows),
        Operation.get("getShow", "/api/show/{show_id}", this::show),
        Operation.get("listGroups", "/api/show/{show_id}/group", this::groups),
        Operation.get("listHosts", "/api/host", this::hosts, STATE),
        Operation.get("getHost", "/api/host/{host_id}", this::host),
        Operation.get("getGroup", "/api/group/{group_id}", this::group),
        Operation.get("listGroupJobs", "/api/group/{group_id}/job", this::jobsOfGroup),
        Operation.get("getOwner", "/api/owner/{owner_id}", this::owner),
        Operation.get("listProcs", "/api/proc", this::procs, SHOWS, HOSTS, JOBS),
        Operation.get("getProc", "/api/proc/{proc_id}", this::proc));
  }

  private Answer shows(Call call) {
    return new Answer.Several<>("shows", Shapes.SHOW, browse.shows(call.caller(), call.farm()));
  }

  private Answer show(Call call) {
    return new Answer.One<>(
        Shapes.SHOW, browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id")));
  }

  private Answer groups(Call call) {
    return new Answer.Several<>(
        "groups",
        FarmShapes.GROUP,
        browse.groups(
            call.caller(),
            call.farm(),
            browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id")).id()));
  }

  private Answer hosts(Call call) {
    Optional<HostWord> wanted = call.query().get(STATE);
    return new Answer.Several<>(
        "hosts",
        FarmShapes.HOST,
        browse.hosts(call.caller(), call.farm()).stream()
            .filter(host -> wanted.isEmpty() || HostWord.of(host.hardwareState()) == wanted.get())
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
    return new Answer.Several<>(
        "jobs", Shapes.JOB, browse.jobsOfGroup(call.caller(), call.farm(), group));
  }

  private Answer owner(Call call) {
    String key = call.segment("owner_id");
    try {
      return one(call, "owner", OwnerId::new, browse::owner, FarmShapes.OWNER);
    } catch (FarmException e) {
      if (!(e.failure() instanceof FarmFailure.NotFound)) {
        throw e;
      }
      return new Answer.One<>(FarmShapes.OWNER, browse.ownerNamed(call.caller(), call.farm(), key));
    }
  }

  private Answer procs(Call call) {
    Optional<Set<String>> shows = call.query().get(SHOWS);
    Optional<Set<String>> hosts = call.query().get(HOSTS);
    Optional<Set<String>> jobs = call.query().get(JOBS);
    return new Answer.Several<>(
        "procs",
        FarmShapes.PROC,
        browse.procs(call.caller(), call.farm()).stream()
            .filter(proc -> passes(shows, proc.show()))
            .filter(proc -> passes(hosts, proc.hostName()))
            .filter(proc -> passes(jobs, proc.jobName()))
            .toList());
  }

  private static boolean passes(Optional<Set<String>> wanted, String value) {
    return wanted.isEmpty() || wanted.get().contains(value);
  }

  private Answer proc(Call call) {
    return one(call, "proc", ProcId::new, browse::proc, FarmShapes.PROC);
  }

  /** Reads a thing by its id. */
  interface ById<I, T> {
    T read(Caller caller, Farm farm, I id);
  }

  private static <I, T> Answer one(
      Call call, String kind, Function<String, I> id, ById<I, T> reader, Shape<T> shape) {
    return new Answer.One<>(shape, reader.read(call.caller(), call.farm(), id(call, kind, id)));
  }

  /**
   * Returns the id in the path.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for a blank one, which nothing has
   */
  static <I> I id(Call call, String kind, Function<String, I> id) {
    String text = call.segment(kind + "_id");
    if (text.isBlank()) {
      throw new FarmException(FarmFailure.NotFound.of(kind, text));
    }
    return id.apply(text);
  }
}
