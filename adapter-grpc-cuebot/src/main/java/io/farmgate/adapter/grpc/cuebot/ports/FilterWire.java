package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Action;
import io.farmgate.domain.ActionId;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.MatchRule.Kind;
import io.farmgate.domain.MatchRule.Subject;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.MatcherId;
import io.farmgate.opencue.wire.filter.ActionType;
import io.farmgate.opencue.wire.filter.ActionValueType;
import io.farmgate.opencue.wire.filter.FilterType;
import io.farmgate.opencue.wire.filter.MatchSubject;
import io.farmgate.opencue.wire.filter.MatchType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Filters, matchers and actions as the contract has them. Memory is KB there, and cores floats. */
final class FilterWire {
  private FilterWire() {}

  static Filter filter(io.farmgate.opencue.wire.filter.Filter wire, int place) {
    Filter.Quorum quorum =
        wire.getType() == FilterType.MATCH_ANY ? Filter.Quorum.ANY : Filter.Quorum.ALL;
    return new Filter(new FilterId(wire.getId()), wire.getName(), quorum, place, wire.getEnabled());
  }

  static FilterType type(Filter.Quorum quorum) {
    return switch (quorum) {
      case ANY -> FilterType.MATCH_ANY;
      case ALL -> FilterType.MATCH_ALL;
    };
  }

  /** Absent where the farm has stored a number that means nothing. */
  static Optional<Matcher> matcher(io.farmgate.opencue.wire.filter.Matcher wire) {
    if (wire.getSubject() == MatchSubject.UNRECOGNIZED
        || wire.getType() == MatchType.UNRECOGNIZED) {
      return Optional.empty();
    }
    // The names are the same on both sides.
    MatchRule rule =
        new MatchRule(
            Subject.valueOf(wire.getSubject().name()),
            Kind.valueOf(wire.getType().name()),
            wire.getInput());
    return Optional.of(new Matcher(new MatcherId(wire.getId()), rule));
  }

  static io.farmgate.opencue.wire.filter.Matcher of(String id, MatchRule rule) {
    return io.farmgate.opencue.wire.filter.Matcher.newBuilder()
        .setId(id)
        .setSubject(MatchSubject.valueOf(rule.subject().name()))
        .setType(MatchType.valueOf(rule.kind().name()))
        .setInput(rule.input())
        .build();
  }

  static io.farmgate.opencue.wire.filter.Action of(String id, JobEdit edit) {
    io.farmgate.opencue.wire.filter.Action.Builder wire =
        io.farmgate.opencue.wire.filter.Action.newBuilder().setId(id).setType(type(edit));
    return switch (edit) {
      case JobEdit.MoveToGroup move ->
          wire.setValueType(ActionValueType.GROUP_TYPE).setGroupValue(move.group().value()).build();
      case JobEdit.SetPaused set ->
          wire.setValueType(ActionValueType.BOOLEAN_TYPE).setBooleanValue(set.paused()).build();
      case JobEdit.SetPriority set ->
          wire.setValueType(ActionValueType.INTEGER_TYPE).setIntegerValue(set.priority()).build();
      case JobEdit.SetMinCores set -> cores(wire, set.cores().asFloat());
      case JobEdit.SetMaxCores set -> cores(wire, set.cores().asFloat());
      case JobEdit.SetLayerMinCores set -> cores(wire, set.cores().asFloat());
      case JobEdit.SetLayerMaxCores set -> cores(wire, set.cores().asFloat());
      case JobEdit.SetTags set ->
          wire.setValueType(ActionValueType.STRING_TYPE)
              .setStringValue(String.join(" ", set.tags()))
              .build();
      case JobEdit.SetMemory set ->
          wire.setValueType(ActionValueType.INTEGER_TYPE)
              .setIntegerValue(Math.clamp(set.bytes() / 1024, 0, Integer.MAX_VALUE))
              .build();
      case JobEdit.SetMemoryOptimizer set ->
          wire.setValueType(ActionValueType.BOOLEAN_TYPE).setBooleanValue(set.on()).build();
      case JobEdit.Stop stop -> wire.setValueType(ActionValueType.NONE_TYPE).build();
    };
  }

  private static io.farmgate.opencue.wire.filter.Action cores(
      io.farmgate.opencue.wire.filter.Action.Builder wire, float cores) {
    return wire.setValueType(ActionValueType.FLOAT_TYPE).setFloatValue(cores).build();
  }

  /** OpenCue has no action for layers of the kind {@link LayerType#POST}: it calls these util. */
  private static ActionType type(JobEdit edit) {
    return switch (edit) {
      case JobEdit.MoveToGroup move -> ActionType.MOVE_JOB_TO_GROUP;
      case JobEdit.SetPaused set -> ActionType.PAUSE_JOB;
      case JobEdit.SetPriority set -> ActionType.SET_JOB_PRIORITY;
      case JobEdit.SetMinCores set -> ActionType.SET_JOB_MIN_CORES;
      case JobEdit.SetMaxCores set -> ActionType.SET_JOB_MAX_CORES;
      case JobEdit.SetTags set ->
          switch (set.layers()) {
            case RENDER -> ActionType.SET_ALL_RENDER_LAYER_TAGS;
            case UTIL, POST -> ActionType.SET_ALL_UTIL_LAYER_TAGS;
            case PRE -> ActionType.SET_ALL_PRE_LAYER_TAGS;
          };
      case JobEdit.SetMemory set ->
          switch (set.layers()) {
            case RENDER -> ActionType.SET_ALL_RENDER_LAYER_MEMORY;
            case UTIL, POST -> ActionType.SET_ALL_UTIL_LAYER_MEMORY;
            case PRE -> ActionType.SET_ALL_PRE_LAYER_MEMORY;
          };
      case JobEdit.SetLayerMinCores set ->
          switch (set.layers()) {
            case RENDER -> ActionType.SET_ALL_RENDER_LAYER_MIN_CORES;
            case UTIL, POST -> ActionType.SET_ALL_UTIL_LAYER_MIN_CORES;
            case PRE -> ActionType.SET_ALL_PRE_LAYER_MIN_CORES;
          };
      case JobEdit.SetLayerMaxCores set ->
          switch (set.layers()) {
            case RENDER -> ActionType.SET_ALL_RENDER_LAYER_MAX_CORES;
            case UTIL, POST -> ActionType.SET_ALL_UTIL_LAYER_MAX_CORES;
            case PRE -> ActionType.SET_ALL_PRE_LAYER_MAX_CORES;
          };
      case JobEdit.SetMemoryOptimizer set -> ActionType.SET_MEMORY_OPTIMIZER;
      case JobEdit.Stop stop -> ActionType.STOP_PROCESSING;
    };
  }

  /** Absent for what is none of the domain's edits. */
  static Optional<Action> action(io.farmgate.opencue.wire.filter.Action wire) {
    return Optional.ofNullable(edit(wire))
        .map(edit -> new Action(new ActionId(wire.getId()), edit));
  }

  private static @Nullable JobEdit edit(io.farmgate.opencue.wire.filter.Action wire) {
    return switch (wire.getType()) {
      case MOVE_JOB_TO_GROUP ->
          wire.getGroupValue().isBlank()
              ? null
              : new JobEdit.MoveToGroup(new GroupId(wire.getGroupValue()));
      case PAUSE_JOB -> new JobEdit.SetPaused(wire.getBooleanValue());
      case SET_JOB_PRIORITY -> new JobEdit.SetPriority(wire.getIntegerValue());
      case SET_JOB_MIN_CORES -> new JobEdit.SetMinCores(Units.cores(wire.getFloatValue()));
      case SET_JOB_MAX_CORES -> new JobEdit.SetMaxCores(Units.cores(wire.getFloatValue()));
      case SET_MEMORY_OPTIMIZER -> new JobEdit.SetMemoryOptimizer(wire.getBooleanValue());
      case STOP_PROCESSING -> new JobEdit.Stop();
      case SET_ALL_RENDER_LAYER_TAGS -> tags(LayerType.RENDER, wire);
      case SET_ALL_RENDER_LAYER_MEMORY ->
          new JobEdit.SetMemory(LayerType.RENDER, Units.bytes(wire.getIntegerValue()));
      case SET_ALL_RENDER_LAYER_MIN_CORES ->
          new JobEdit.SetLayerMinCores(LayerType.RENDER, Units.cores(wire.getFloatValue()));
      case SET_ALL_RENDER_LAYER_MAX_CORES ->
          new JobEdit.SetLayerMaxCores(LayerType.RENDER, Units.cores(wire.getFloatValue()));
      case SET_ALL_UTIL_LAYER_TAGS -> tags(LayerType.UTIL, wire);
      case SET_ALL_UTIL_LAYER_MEMORY ->
          new JobEdit.SetMemory(LayerType.UTIL, Units.bytes(wire.getIntegerValue()));
      case SET_ALL_UTIL_LAYER_MIN_CORES ->
          new JobEdit.SetLayerMinCores(LayerType.UTIL, Units.cores(wire.getFloatValue()));
      case SET_ALL_UTIL_LAYER_MAX_CORES ->
          new JobEdit.SetLayerMaxCores(LayerType.UTIL, Units.cores(wire.getFloatValue()));
      case SET_ALL_PRE_LAYER_TAGS -> tags(LayerType.PRE, wire);
      case SET_ALL_PRE_LAYER_MEMORY ->
          new JobEdit.SetMemory(LayerType.PRE, Units.bytes(wire.getIntegerValue()));
      case SET_ALL_PRE_LAYER_MIN_CORES ->
          new JobEdit.SetLayerMinCores(LayerType.PRE, Units.cores(wire.getFloatValue()));
      case SET_ALL_PRE_LAYER_MAX_CORES ->
          new JobEdit.SetLayerMaxCores(LayerType.PRE, Units.cores(wire.getFloatValue()));
      case SET_ALL_RENDER_LAYER_CORES, UNRECOGNIZED -> null;
    };
  }

  private static JobEdit tags(LayerType layers, io.farmgate.opencue.wire.filter.Action wire) {
    return new JobEdit.SetTags(
        layers,
        Arrays.stream(wire.getStringValue().split("[ ,|]+"))
            .filter(tag -> !tag.isEmpty())
            .toList());
  }
}
