package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseSetup;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.port.LayerControl;
import io.farmgate.domain.port.WorkPorts;
import io.farmgate.domain.spec.SubmissionRules;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The operation that changes a layer. */
final class LayerChanges {
  private static final String WHAT = "change a layer";
  private static final int MOST_CORES = SubmissionRules.MAX_CORES.hundredths();
  private static final int MOST_MEGABYTES = (int) (SubmissionRules.MAX_MEMORY_BYTES >> 20);
  private static final int MOST_SECONDS = (int) SubmissionRules.MAX_TIMEOUT.toSeconds();
  private static final int MOST_LIMITS = 100;
  private static final int LONGEST_REASON = 255;

  private final BrowseFarm browse;
  private final BrowseSetup setup;
  private final ControlWork control;

  LayerChanges(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.setup = browse.setup();
    this.control = control.work();
  }

  List<Operation> operations() {
    return List.of(
        Operation.withBody("PATCH", "changeLayer", "/api/layer/{layer_id}", this::change));
  }

  private Answer change(Call call) {
    Members body = call.members();
    List<UnaryOperator<LayerSettings>> settings = settings(call, body);
    Optional<Integer> order = body.number("dispatchOrder", 1, LayerControl.MAX_ORDER);
    Optional<List<String>> limits = limits(body);
    body.doneUnlessEmpty();
    LayerId id = known(call).id();
    // Looked for first: a name that is wrong is to change nothing.
    Optional<Set<LimitId>> wanted = limits.map(keys -> found(call, keys));
    if (!settings.isEmpty()) {
      UnaryOperator<LayerSettings> all =
          before -> settings.stream().reduce(before, (now, one) -> one.apply(now), (a, b) -> b);
      control(call, ports -> ports.layers().change(id, all));
    }
    order.ifPresent(place -> control(call, ports -> ports.layers().setDispatchOrder(id, place)));
    wanted.ifPresent(all -> limit(call, id, all));
    Layer changed = browse.layer(call.caller(), call.farm(), id);
    return new Answer.One<>(
        Shapes.LAYER,
        new LayerOfJob(changed, browse.job(call.caller(), call.farm(), changed.jobId())));
  }

  private static Optional<List<String>> limits(Members body) {
    Optional<List<String>> limits = body.textsIfAny("limits");
    List<String> given = limits.orElse(List.of());
    if (given.size() > MOST_LIMITS) {
      body.add("limits", given.size() + " of them (expected: at most " + MOST_LIMITS + ")");
    }
    if (given.stream().anyMatch(String::isBlank)) {
      body.add("limits", "a blank one (expected: names or ids)");
    }
    return limits;
  }

  private Layer known(Call call) {
    return browse.layer(call.caller(), call.farm(), FarmReads.id(call, "layer", LayerId::new));
  }

  private void control(Call call, Consumer<WorkPorts> change) {
    control.change(call.caller(), call.farm(), WHAT, change);
  }

  private static List<UnaryOperator<LayerSettings>> settings(Call call, Members body) {
    Changes changes = new Changes();
    changes.add(cores(body, "minCores"), LayerSettings::withMinCores);
    changes.add(cores(body, "maxCores"), LayerSettings::withMaxCores);
    changes.add(body.truth("threadable"), LayerSettings::withThreadable);
    changes.add(megabytes(body, "memory"), LayerSettings::withMemoryBytes);
    changes.add(gpus(body, "gpus"), LayerSettings::withGpus);
    changes.add(gpus(body, "maxGpus"), LayerSettings::withMaxGpus);
    changes.add(megabytes(body, "gpuMemory"), LayerSettings::withGpuMemoryBytes);
    changes.add(
        body.textsIfAny("tags").map(tags -> tags.stream().distinct().toList()),
        LayerSettings::withTags);
    changes.add(seconds(body, "timeout"), (settings, given) -> settings.withTimeout(bound(given)));
    changes.add(
        seconds(body, "timeoutWithoutLog"),
        (settings, given) -> settings.withTimeoutWithoutLog(bound(given)));
    hold(call, body, changes);
    changes.add(body.truth("memoryOptimizer"), LayerSettings::withMemoryOptimizer);
    return changes.all;
  }

  /** Gathers changes of what is given. */
  private static final class Changes {
    private final List<UnaryOperator<LayerSettings>> all = new ArrayList<>();

    <T> void add(Optional<T> value, BiFunction<LayerSettings, T, LayerSettings> change) {
      value.ifPresent(given -> all.add(settings -> change.apply(settings, given)));
    }
  }

  private static Optional<Cores> cores(Members body, String name) {
    return body.number(name, 0, MOST_CORES).map(Cores::new);
  }

  private static Optional<Integer> gpus(Members body, String name) {
    return body.number(name, 0, SubmissionRules.MAX_GPUS);
  }

  private static Optional<Long> megabytes(Members body, String name) {
    return body.number(name, 0, MOST_MEGABYTES).map(megabytes -> (long) megabytes << 20);
  }

  private static Optional<Integer> seconds(Members body, String name) {
    return body.number(name, 0, MOST_SECONDS);
  }

  /** 0 is there to take a bound away. */
  private static Optional<Duration> bound(int seconds) {
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  /** Reads until when a layer is held; an empty text is there to let it go. */
  private static void hold(Call call, Members body, Changes changes) {
    Optional<String> text = body.text("startAfter");
    if (text.isEmpty()) {
      return;
    }
    if (text.get().isEmpty()) {
      changes.all.add(settings -> settings.withStartAfter(Optional.empty()));
      return;
    }
    String reason = "Set by " + call.caller().subject();
    String kept = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    try {
      Instant time = OffsetDateTime.parse(text.get()).toInstant();
      Layer.StartAfter hold = new Layer.StartAfter(time, kept);
      changes.all.add(settings -> settings.withStartAfter(Optional.of(hold)));
    } catch (DateTimeParseException e) {
      body.add(
          "startAfter",
          "not a time (expected: one such as 2026-11-25T22:00:00Z, or an empty text for none)");
    }
  }

  private Set<LimitId> found(Call call, List<String> keys) {
    Set<LimitId> found = new HashSet<>();
    for (String key : keys) {
      found.add(SetupReads.limit(setup, call, new LimitId(key)).id());
    }
    return found;
  }

  private void limit(Call call, LayerId layer, Set<LimitId> wanted) {
    control(
        call,
        ports -> {
          List<LimitId> before =
              ports.layerLimits().ofLayer(layer).stream().map(Limit::id).toList();
          wanted.stream()
              .filter(one -> !before.contains(one))
              .forEach(one -> ports.layerLimits().add(layer, one));
          before.stream()
              .filter(one -> !wanted.contains(one))
              .forEach(one -> ports.layerLimits().drop(layer, one));
        });
  }
}
