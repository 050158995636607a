package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Action;
import io.farmgate.domain.Allocation;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Facility;
import io.farmgate.domain.Filter;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.Limit;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.Service;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ServiceOverride;
import io.farmgate.domain.Subscription;
import java.util.Optional;
import java.util.function.Function;

/** What is told of how a farm is set up; otherwise as {@link Shapes}. */
final class SetupShapes {
  static final Shape<Allocation> ALLOCATION =
      Shape.<Allocation>of("Allocation")
          .text("id", allocation -> allocation.id().value())
          .text("name", Allocation::name)
          .text("facility", Allocation::facility)
          .text("tag", Allocation::tag)
          .truth("billable", Allocation::billable)
          .number("hosts", allocation -> allocation.hosts().hosts())
          .number("lockedHosts", allocation -> allocation.hosts().lockedHosts())
          .number("downHosts", allocation -> allocation.hosts().downHosts())
          .corePoints("cores", allocation -> allocation.hosts().cores())
          .corePoints("availableCores", allocation -> allocation.hosts().availableCores())
          .corePoints("runningCores", allocation -> allocation.hosts().runningCores())
          .build();

  static final Shape<Subscription> SUBSCRIPTION =
      Shape.<Subscription>of("Subscription")
          .text("id", subscription -> subscription.id().value())
          .text("name", Subscription::name)
          .text("show", Subscription::show)
          .text("allocation", Subscription::allocation)
          .text("facility", Subscription::facility)
          .corePoints("size", Subscription::size)
          .corePoints("burst", Subscription::burst)
          .corePoints("coresInUse", Subscription::reservedCores)
          .build();

  static final Shape<Limit> LIMIT =
      Shape.<Limit>of("Limit")
          .text("id", limit -> limit.id().value())
          .text("name", Limit::name)
          .number("maxRunning", Limit::maxRunning)
          .number("running", Limit::running)
          .build();

  static final Shape<Facility> FACILITY =
      Shape.<Facility>of("Facility")
          .text("id", facility -> facility.id().value())
          .text("name", Facility::name)
          .build();

  static final Shape<Service> SERVICE =
      defaults(
              Shape.<Service>of("Service")
                  .text("id", service -> service.id().value())
                  .text("name", Service::name),
              Service::defaults)
          .build();

  static final Shape<ServiceOverride> OVERRIDE =
      defaults(
              Shape.<ServiceOverride>of("ServiceOverride")
                  .text("id", override -> override.id().value())
                  .text("name", ServiceOverride::name)
                  .text("show", ServiceOverride::show),
              ServiceOverride::defaults)
          .build();

  static final Shape<Filter> FILTER =
      Shape.<Filter>of("Filter")
          .text("id", filter -> filter.id().value())
          .text("name", Filter::name)
          .number("place", Filter::place)
          .truth("enabled", Filter::enabled)
          .word("quorum", Filter::quorum)
          .build();

  static final Shape<Matcher> MATCHER =
      Shape.<Matcher>of("Matcher")
          .text("id", matcher -> matcher.id().value())
          .word("subject", matcher -> matcher.rule().subject())
          .word("kind", matcher -> matcher.rule().kind())
          .text("input", matcher -> matcher.rule().input())
          .build();

  static final Shape<Action> ACTION =
      Shape.<Action>of("Action")
          .text("id", action -> action.id().value())
          .word("type", action -> ActionWord.of(action.edit()))
          .text("value", action -> value(action.edit()))
          .textIfAny("layers", action -> layers(action.edit()))
          .build();

  /** Lists of what there are few of. */
  static final Held<Allocation> ALLOCATIONS =
      Held.of("allocations", ALLOCATION, "name", "-name", "-hosts", "-runningCores");

  static final Held<Subscription> SUBSCRIPTIONS =
      Held.of("subscriptions", SUBSCRIPTION, "name", "-name", "-coresInUse");
  static final Held<Limit> LIMITS = Held.of("limits", LIMIT, "name", "-name", "-running");
  static final Held<Service> SERVICES = Held.of("services", SERVICE, "name", "-name");
  static final Held<Filter> FILTERS =
      Held.of("filters", FILTER, "place", "-place", "name", "-name");

  static final Held<Facility> FACILITIES = Held.of("facilities", FACILITY, "name", "-name");
  static final Held<ServiceOverride> OVERRIDES = Held.of("services", OVERRIDE, "name", "-name");

  private SetupShapes() {}

  private static <T> Shape.Builder<T> defaults(
      Shape.Builder<T> shape, Function<T, ServiceDefaults> of) {
    return shape
        .truth("threadable", thing -> of.apply(thing).threadable())
        .corePoints("minCores", thing -> of.apply(thing).minCores())
        .corePoints("maxCores", thing -> of.apply(thing).maxCores())
        .megabytes("memory", thing -> of.apply(thing).memoryBytes())
        .number("minGpus", thing -> of.apply(thing).minGpus())
        .number("maxGpus", thing -> of.apply(thing).maxGpus())
        .megabytes("gpuMemory", thing -> of.apply(thing).gpuMemoryBytes())
        .megabytes("memoryIncrease", thing -> of.apply(thing).memoryIncreaseBytes())
        .texts("tags", thing -> of.apply(thing).tags())
        .numberIfAny("timeout", thing -> of.apply(thing).timeout().map(Shapes::seconds))
        .numberIfAny(
            "timeoutWithoutLog", thing -> of.apply(thing).timeoutWithoutLog().map(Shapes::seconds));
  }

  /** What this API calls the actions of filters: OpenCue's words. */
  enum ActionWord {
    MOVE_JOB_TO_GROUP,
    PAUSE_JOB,
    SET_JOB_PRIORITY,
    SET_JOB_MIN_CORES,
    SET_JOB_MAX_CORES,
    SET_LAYER_TAGS,
    SET_LAYER_MEMORY,
    SET_LAYER_MIN_CORES,
    SET_LAYER_MAX_CORES,
    SET_MEMORY_OPTIMIZER,
    STOP_PROCESSING;

    static ActionWord of(JobEdit edit) {
      return switch (edit) {
        case JobEdit.MoveToGroup _ -> MOVE_JOB_TO_GROUP;
        case JobEdit.SetPaused _ -> PAUSE_JOB;
        case JobEdit.SetPriority _ -> SET_JOB_PRIORITY;
        case JobEdit.SetMinCores _ -> SET_JOB_MIN_CORES;
        case JobEdit.SetMaxCores _ -> SET_JOB_MAX_CORES;
        case JobEdit.SetTags _ -> SET_LAYER_TAGS;
        case JobEdit.SetMemory _ -> SET_LAYER_MEMORY;
        case JobEdit.SetLayerMinCores _ -> SET_LAYER_MIN_CORES;
        case JobEdit.SetLayerMaxCores _ -> SET_LAYER_MAX_CORES;
        case JobEdit.SetMemoryOptimizer _ -> SET_MEMORY_OPTIMIZER;
        case JobEdit.Stop _ -> STOP_PROCESSING;
      };
    }
  }

  private static String value(JobEdit edit) {
    return switch (edit) {
      case JobEdit.MoveToGroup move -> move.group().value();
      case JobEdit.SetPaused pause -> String.valueOf(pause.paused());
      case JobEdit.SetPriority priority -> String.valueOf(priority.priority());
      case JobEdit.SetMinCores cores -> points(cores.cores());
      case JobEdit.SetMaxCores cores -> points(cores.cores());
      case JobEdit.SetTags tags -> String.join(" ", tags.tags());
      case JobEdit.SetMemory memory -> String.valueOf(memory.bytes() >> 20);
      case JobEdit.SetLayerMinCores cores -> points(cores.cores());
      case JobEdit.SetLayerMaxCores cores -> points(cores.cores());
      case JobEdit.SetMemoryOptimizer memory -> String.valueOf(memory.on());
      case JobEdit.Stop _ -> "";
    };
  }

  private static String points(Cores cores) {
    return String.valueOf(cores.hundredths());
  }

  private static Optional<String> layers(JobEdit edit) {
    return switch (edit) {
      case JobEdit.SetTags one -> Optional.of(one.layers().name());
      case JobEdit.SetMemory one -> Optional.of(one.layers().name());
      case JobEdit.SetLayerMinCores one -> Optional.of(one.layers().name());
      case JobEdit.SetLayerMaxCores one -> Optional.of(one.layers().name());
      case JobEdit.MoveToGroup _,
          JobEdit.SetPaused _,
          JobEdit.SetPriority _,
          JobEdit.SetMinCores _,
          JobEdit.SetMaxCores _,
          JobEdit.SetMemoryOptimizer _,
          JobEdit.Stop _ ->
          Optional.empty();
    };
  }
}
