package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseWork;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.DependId;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.Depend.Where;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations on what waits for what, once it is on the farm. */
final class DependOperations {
  static final Shape<Depend> DEPEND =
      Shape.<Depend>of("Depend")
          .text("id", depend -> depend.id().value())
          .word("type", Depend::kind)
          .truth("active", Depend::active)
          .truth("anyFrame", Depend::anyFrame)
          .truth("internal", Depend::internal)
          .text("dependentJob", depend -> depend.dependent().job())
          .textIfAny("dependentLayer", depend -> some(depend.dependent().layer()))
          .textIfAny("dependentFrame", depend -> some(depend.dependent().frame()))
          .text("targetJob", depend -> depend.target().job())
          .textIfAny("targetLayer", depend -> some(depend.target().layer()))
          .textIfAny("targetFrame", depend -> some(depend.target().frame()))
          .build();

  private static final Held<Depend> LIST =
      Held.of("depends", DEPEND, "type", "-type", "targetJob", "-targetJob", "active", "-active");

  private static final Parameter<Where> WHERE = Parameter.word("where", wheres());

  private final BrowseFarm browse;
  private final BrowseWork read;
  private final ControlWork work;

  DependOperations(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.read = browse.work();
    this.work = control.work();
  }

  /** What may wait and be waited for. The names are the API's words. */
  private enum Thing {
    job,
    layer,
    frame
  }

  List<Operation> operations() {
    Map<Thing, String> names = new EnumMap<>(Thing.class);
    names.put(Thing.job, "Job");
    names.put(Thing.layer, "Layer");
    names.put(Thing.frame, "Frame");
    return Stream.concat(
            names.entrySet().stream().flatMap(one -> of(one.getKey(), one.getValue())),
            Stream.of(
                Operation.get("getDepend", "/api/depend/{depend_id}", this::depend).telling(DEPEND),
                Operation.withBody("POST", "createDepend", "/api/depend", this::create),
                Operation.act("satisfyDepend", "/api/depend/{depend_id}/satisfy", this::satisfy),
                Operation.act(
                    "unsatisfyDepend", "/api/depend/{depend_id}/unsatisfy", this::unsatisfy)))
        .toList();
  }

  private Stream<Operation> of(Thing thing, String name) {
    String place = "/api/" + thing + "/{" + thing + "_id}";
    return Stream.of(
        Operation.get(
                "list" + name + "Depends",
                place + "/depend",
                call -> LIST.answer(call, holding(call, ref(call, thing))))
            .telling(DEPEND)
            .inPages(LIST.sort()),
        Operation.get(
                "list" + name + "Dependents",
                place + "/dependent",
                call ->
                    LIST.answer(
                        call, read.waitingFor(call.caller(), call.farm(), ref(call, thing))))
            .telling(DEPEND)
            .inPages(LIST.sort()),
        Operation.act(
            "drop" + name + "Depends",
            place + "/depend/drop",
            call -> drop(call, ref(call, thing)),
            WHERE));
  }

  /** Of a job, also what holds parts of it. */
  private List<Depend> holding(Call call, WorkRef ref) {
    return ref instanceof WorkRef.OfJob job
        ? read.dependsOfJob(call.caller(), call.farm(), job)
        : read.holding(call.caller(), call.farm(), ref);
  }

  private WorkRef ref(Call call, Thing thing) {
    return switch (thing) {
      case job -> job(call, call.segment("job_id"));
      case layer -> WorkRef.of(FarmReads.id(call, "layer", LayerId::new));
      case frame -> WorkRef.of(FarmReads.id(call, "frame", FrameId::new));
    };
  }

  private WorkRef job(Call call, String key) {
    return WorkRef.of(browse.jobKnownAs(call.caller(), call.farm(), key).id());
  }

  private Answer drop(Call call, WorkRef ref) {
    Where where = call.query().get(WHERE).orElse(Where.ANYWHERE);
    // What is not there is told to whoever may only read, too.
    long before = active(call, ref);
    work.change(
        call.caller(), call.farm(), "drop dependencies", on -> on.dependencies().drop(ref, where));
    int dropped = Math.toIntExact(Math.max(0, before - active(call, ref)));
    return new Answer.Changed(
        dropped == 1 ? "1 dependency was dropped" : dropped + " dependencies were dropped",
        dropped);
  }

  private long active(Call call, WorkRef ref) {
    return holding(call, ref).stream().filter(Depend::active).count();
  }

  private Answer depend(Call call) {
    return new Answer.One<>(DEPEND, known(call));
  }

  private Depend known(Call call) {
    return read.depend(call.caller(), call.farm(), FarmReads.id(call, "depend", DependId::new));
  }

  private Answer satisfy(Call call) {
    DependId id = known(call).id();
    work.change(
        call.caller(), call.farm(), "satisfy a dependency", on -> on.dependencies().satisfy(id));
    return new Answer.Done("Dependency " + id + " was satisfied");
  }

  private Answer unsatisfy(Call call) {
    DependId id = known(call).id();
    work.change(
        call.caller(),
        call.farm(),
        "make a dependency active",
        on -> on.dependencies().unsatisfy(id));
    return new Answer.Done("Dependency " + id + " is active");
  }

  private Answer create(Call call) {
    Members body = call.members();
    Optional<End> dependent = body.object("dependent", DependOperations::end);
    Optional<End> target = body.object("target", DependOperations::end);
    boolean anyFrame = body.truth("anyFrame").orElse(false);
    boolean byFrame = body.truth("byFrame").orElse(false);
    boolean layers =
        dependent.isPresent()
            && target.isPresent()
            && dependent.get().thing() == Thing.layer
            && target.get().thing() == Thing.layer;
    if (byFrame && (!layers || anyFrame)) {
      body.add("byFrame", "true (expected: a layer that waits for a layer, and no anyFrame)");
    } else if (anyFrame && !layers) {
      body.add("anyFrame", "true (expected: a layer that waits for a layer)");
    }
    body.done();
    WorkRef from = ref(call, dependent.orElseThrow());
    WorkRef to = ref(call, target.orElseThrow());
    return new Answer.One<>(
        201,
        DEPEND,
        work.make(
            call.caller(),
            call.farm(),
            "make a dependency",
            on ->
                (byFrame || anyFrame)
                        && from instanceof WorkRef.OfLayer waiting
                        && to instanceof WorkRef.OfLayer awaited
                    ? on.dependencies().createFrameByFrame(waiting.id(), awaited.id(), anyFrame)
                    : on.dependencies().create(from, to)));
  }

  private record End(Thing thing, String id) {}

  private static Optional<End> end(Members end) {
    Map<Thing, String> given = new EnumMap<>(Thing.class);
    for (Thing thing : Thing.values()) {
      end.text(thing.name()).filter(id -> !id.isBlank()).ifPresent(id -> given.put(thing, id));
    }
    if (given.size() != 1) {
      end.add("job", given.size() + " of job, layer and frame (expected: exactly one, not blank)");
      return Optional.empty();
    }
    return given.entrySet().stream().map(one -> new End(one.getKey(), one.getValue())).findFirst();
  }

  private WorkRef ref(Call call, End end) {
    return switch (end.thing()) {
      case job -> job(call, end.id());
      case layer ->
          WorkRef.of(browse.layer(call.caller(), call.farm(), new LayerId(end.id())).id());
      case frame ->
          WorkRef.of(browse.frame(call.caller(), call.farm(), new FrameId(end.id())).id());
    };
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(one -> !one.isEmpty());
  }

  private static Map<String, Where> wheres() {
    Map<String, Where> words = new LinkedHashMap<>();
    for (Where where : Where.values()) {
      words.put(where.name(), where);
    }
    return words;
  }
}
