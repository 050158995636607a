package io.farmgate.domain.contract;

import io.farmgate.domain.JobId;
import io.farmgate.domain.port.JobUpkeep;
import io.farmgate.domain.spec.UpkeepRules;

/** What else is done to jobs of {@link InMemoryFarm}. */
final class MemoryUpkeep implements JobUpkeep {
  private final MemoryFarmState state;

  MemoryUpkeep(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public void setMinGpus(JobId id, int min) {
    synchronized (state) {
      MemoryJob job = state.known(id);
      UpkeepRules.checkGpus(min, job.maxGpus);
      job.minGpus = min;
    }
  }

  @Override
  public void setMaxGpus(JobId id, int max) {
    synchronized (state) {
      MemoryJob job = state.known(id);
      UpkeepRules.checkGpus(job.minGpus, max);
      job.maxGpus = max;
    }
  }

  @Override
  public void addSubscriber(JobId id, String address) {
    UpkeepRules.checkAddress(address);
    synchronized (state) {
      state.known(id).subscribers.add(address);
    }
  }

  @Override
  public void runFilters(JobId id) {
    synchronized (state) {
      MemoryFilterRun.all(state, state.known(id));
    }
  }

  @Override
  public void finishIfDone(JobId id) {
    synchronized (state) {
      state.known(id).settle(state.now());
    }
  }
}
