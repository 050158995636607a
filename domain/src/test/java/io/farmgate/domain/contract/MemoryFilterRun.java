package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.LayerSettings;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.spec.FilterPass;
import java.util.List;
import java.util.function.UnaryOperator;

/** Sends a job of {@link InMemoryFarm} through filters. */
final class MemoryFilterRun {
  private final MemoryFarmState state;
  private final MemoryJob job;
  private boolean priorityIsSet;
  private boolean minCoresAreSet;
  private boolean maxCoresAreSet;

  private MemoryFilterRun(MemoryFarmState state, MemoryJob job) {
    this.state = state;
    this.job = job;
  }

  /** Applies all filters of the show that are switched on. */
  static void all(MemoryFarmState state, MemoryJob job) {
    run(
        state,
        job,
        job.show.filters.stream()
            .filter(filter -> filter.enabled)
            .map(MemoryFilter::whole)
            .toList());
  }

  static void run(MemoryFarmState state, MemoryJob job, List<FilterPass.Whole> filters) {
    MemoryFilterRun run = new MemoryFilterRun(state, job);
    FilterPass.edits(run.facts(), filters).forEach(run::apply);
  }

  private FilterPass.Facts facts() {
    return new FilterPass.Facts(
        job.name,
        job.show.name,
        job.snapshot().shot(),
        job.user(),
        job.priority,
        job.facility.name,
        job.layers.stream().flatMap(layer -> layer.spec.services().stream()).distinct().toList(),
        job.layers.stream().map(layer -> layer.spec.name()).toList());
  }

  private void apply(JobEdit edit) {
    switch (edit) {
      case JobEdit.MoveToGroup move -> state.group(move.group()).ifPresent(this::move);
      case JobEdit.SetPaused set -> job.paused = set.paused();
      case JobEdit.SetPriority set -> {
        priorityIsSet = true;
        job.priority = set.priority();
      }
      case JobEdit.SetMinCores set -> {
        minCoresAreSet = true;
        job.minCores = set.cores();
      }
      case JobEdit.SetMaxCores set -> {
        maxCoresAreSet = true;
        job.maxCores = set.cores();
      }
      case JobEdit.SetTags set -> layers(set.layers(), settings -> settings.withTags(set.tags()));
      case JobEdit.SetMemory set ->
          layers(set.layers(), settings -> settings.withMemoryBytes(set.bytes()));
      case JobEdit.SetLayerMinCores set ->
          layers(set.layers(), settings -> settings.withMinCores(set.cores()));
      case JobEdit.SetLayerMaxCores set ->
          layers(set.layers(), settings -> settings.withMaxCores(set.cores()));
      case JobEdit.SetMemoryOptimizer set ->
          job.layers.forEach(
              layer -> layer.settings = layer.settings.withMemoryOptimizer(set.on()));
      case JobEdit.Stop stop -> {}
    }
  }

  private void move(MemoryGroup group) {
    int priority = job.priority;
    Cores min = job.minCores;
    Cores max = job.maxCores;
    job.moveTo(group);
    job.priority = priorityIsSet ? priority : job.priority;
    job.minCores = minCoresAreSet ? min : job.minCores;
    job.maxCores = maxCoresAreSet ? max : job.maxCores;
  }

  private void layers(LayerType type, UnaryOperator<LayerSettings> change) {
    job.layers.stream()
        .filter(layer -> layer.spec.type() == type)
        .forEach(layer -> layer.settings = change.apply(layer.settings));
  }
}
