package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.domain.Action;
import io.farmgate.domain.Filter;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.MatchRule.Kind;
import io.farmgate.domain.MatchRule.Subject;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.opencue.wire.filter.ActionType;
import io.farmgate.opencue.wire.filter.ActionValueType;
import io.farmgate.opencue.wire.filter.FilterType;
import io.farmgate.opencue.wire.filter.MatchSubject;
import io.farmgate.opencue.wire.filter.MatchType;
import java.util.Arrays;
import java.util.List;

/** Filters, matchers and actions as the contract has them. Memory is KB there, and cores floats. */
final class FilterFields {
  private FilterFields() {}

  static io.farmgate.opencue.wire.filter.Filter wire(Filter filter) {
    return io.farmgate.opencue.wire.filter.Filter.newBuilder()
        .setId(filter.id().value())
        .setName(filter.name())
        .setType(
            switch (filter.quorum()) {
              case ANY -> FilterType.MATCH_ANY;
              case ALL -> FilterType.MATCH_ALL;
            })
        .setOrder(filter.place())
        .setEnabled(filter.enabled())
        .build();
  }

  static Filter.Quorum quorum(String field, FilterType type) {
    return switch (type) {
      case MATCH_ANY -> Filter.Quorum.ANY;
      case MATCH_ALL -> Filter.Quorum.ALL;
      case UNRECOGNIZED -> throw unknown(field, "a type of filter");
    };
  }

  static io.farmgate.opencue.wire.filter.Matcher wire(Matcher matcher) {
    return io.farmgate.opencue.wire.filter.Matcher.newBuilder()
        .setId(matcher.id().value())
        .setSubject(MatchSubject.valueOf(matcher.rule().subject().name()))
        .setType(MatchType.valueOf(matcher.rule().kind().name()))
        .setInput(matcher.rule().input())
        .build();
  }

  /** Reads a matcher whose fields are named with {@code path} before them. */
  static MatchRule rule(String path, io.farmgate.opencue.wire.filter.Matcher wire) {
    if (wire.getSubject() == MatchSubject.UNRECOGNIZED) {
      throw unknown(path + "subject", "a property to look at");
    }
    if (wire.getType() == MatchType.UNRECOGNIZED) {
      throw unknown(path + "type", "a kind of comparison");
    }
    // The names are the same on both sides: FilterNamesTest holds them to it.
    return new MatchRule(
        Subject.valueOf(wire.getSubject().name()),
        Kind.valueOf(wire.getType().name()),
        wire.getInput());
  }

  static io.farmgate.opencue.wire.filter.Action wire(Action action) {
    io.farmgate.opencue.wire.filter.Action.Builder wire =
        io.farmgate.opencue.wire.filter.Action.newBuilder()
            .setId(action.id().value())
            .setType(type(action.edit()));
    return switch (action.edit()) {
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
              .setIntegerValue(Math.clamp(Wire.kilobytes(set.bytes()), 0, Integer.MAX_VALUE))
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

  /**
   * Reads an action whose fields are named with {@code path} before them. Which value counts
   * follows from its type, whatever its value type says.
   */
  static JobEdit edit(String path, io.farmgate.opencue.wire.filter.Action wire) {
    return switch (wire.getType()) {
      case MOVE_JOB_TO_GROUP ->
          new JobEdit.MoveToGroup(Wire.id(path + "groupValue", wire.getGroupValue(), GroupId::new));
      case PAUSE_JOB -> new JobEdit.SetPaused(wire.getBooleanValue());
      case SET_JOB_PRIORITY -> new JobEdit.SetPriority(wire.getIntegerValue());
      case SET_JOB_MIN_CORES ->
          new JobEdit.SetMinCores(Wire.cores(path + "floatValue", wire.getFloatValue()));
      case SET_JOB_MAX_CORES ->
          new JobEdit.SetMaxCores(Wire.cores(path + "floatValue", wire.getFloatValue()));
      case SET_MEMORY_OPTIMIZER -> new JobEdit.SetMemoryOptimizer(wire.getBooleanValue());
      case STOP_PROCESSING -> new JobEdit.Stop();
      case SET_ALL_RENDER_LAYER_TAGS -> tags(LayerType.RENDER, wire);
      case SET_ALL_UTIL_LAYER_TAGS -> tags(LayerType.UTIL, wire);
      case SET_ALL_PRE_LAYER_TAGS -> tags(LayerType.PRE, wire);
      case SET_ALL_RENDER_LAYER_MEMORY -> memory(LayerType.RENDER, wire);
      case SET_ALL_UTIL_LAYER_MEMORY -> memory(LayerType.UTIL, wire);
      case SET_ALL_PRE_LAYER_MEMORY -> memory(LayerType.PRE, wire);
      case SET_ALL_RENDER_LAYER_MIN_CORES -> minCores(path, LayerType.RENDER, wire);
      case SET_ALL_UTIL_LAYER_MIN_CORES -> minCores(path, LayerType.UTIL, wire);
      case SET_ALL_PRE_LAYER_MIN_CORES -> minCores(path, LayerType.PRE, wire);
      case SET_ALL_RENDER_LAYER_MAX_CORES -> maxCores(path, LayerType.RENDER, wire);
      case SET_ALL_UTIL_LAYER_MAX_CORES -> maxCores(path, LayerType.UTIL, wire);
      case SET_ALL_PRE_LAYER_MAX_CORES -> maxCores(path, LayerType.PRE, wire);
      case SET_ALL_RENDER_LAYER_CORES ->
          throw Wire.invalid(
              path
                  + "type: SET_ALL_RENDER_LAYER_CORES is no more (expected:"
                  + " SET_ALL_RENDER_LAYER_MIN_CORES or SET_ALL_RENDER_LAYER_MAX_CORES)");
      case UNRECOGNIZED -> throw unknown(path + "type", "a type of action");
    };
  }

  private static JobEdit tags(LayerType layers, io.farmgate.opencue.wire.filter.Action wire) {
    List<String> tags =
        Arrays.stream(wire.getStringValue().split("[ ,|]+")).filter(tag -> !tag.isEmpty()).toList();
    return new JobEdit.SetTags(layers, tags);
  }

  private static JobEdit memory(LayerType layers, io.farmgate.opencue.wire.filter.Action wire) {
    return new JobEdit.SetMemory(layers, wire.getIntegerValue() * 1024L);
  }

  private static JobEdit minCores(
      String path, LayerType layers, io.farmgate.opencue.wire.filter.Action wire) {
    return new JobEdit.SetLayerMinCores(
        layers, Wire.cores(path + "floatValue", wire.getFloatValue()));
  }

  private static JobEdit maxCores(
      String path, LayerType layers, io.farmgate.opencue.wire.filter.Action wire) {
    return new JobEdit.SetLayerMaxCores(
        layers, Wire.cores(path + "floatValue", wire.getFloatValue()));
  }

  private static FarmException unknown(String field, String expected) {
    return Wire.invalid(field + ": an unknown number (expected: " + expected + ")");
  }
}
