package io.farmgate.domain.contract;

import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Limits;
import io.farmgate.domain.spec.NameRule;
import java.util.List;
import java.util.Optional;

/** The limits of {@link InMemoryFarm}. */
final class MemoryLimits implements Limits {
  private final MemoryFarmState state;
  private int last;

  MemoryLimits(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Limit> all() {
    synchronized (state) {
      return state.limits.values().stream().map(this::snapshot).toList();
    }
  }

  @Override
  public Optional<Limit> byId(LimitId id) {
    return all().stream().filter(limit -> limit.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Limit> byName(String name) {
    synchronized (state) {
      return Optional.ofNullable(state.limits.get(name)).map(this::snapshot);
    }
  }

  @Override
  public Limit create(String name, int maxRunning) {
    NameRule.LIMIT.check("limit name", name);
    check(maxRunning);
    synchronized (state) {
      MemoryLimit limit = new MemoryLimit(new LimitId("limit-" + ++last), name, maxRunning);
      if (state.limits.putIfAbsent(name, limit) != null) {
        throw MemorySites.taken(name);
      }
      return snapshot(limit);
    }
  }

  @Override
  public void rename(String name, String newName) {
    NameRule.LIMIT.check("limit name", newName);
    synchronized (state) {
      MemoryLimit limit = state.knownLimit(name);
      if (!name.equals(newName) && state.limits.containsKey(newName)) {
        throw MemorySites.taken(newName);
      }
      state.limits.remove(name);
      limit.name = newName;
      state.limits.put(newName, limit);
    }
  }

  @Override
  public void setMaxRunning(String name, int maxRunning) {
    check(maxRunning);
    synchronized (state) {
      state.knownLimit(name).maxRunning = maxRunning;
    }
  }

  @Override
  public void delete(String name) {
    synchronized (state) {
      MemoryLimit limit = state.knownLimit(name);
      state.limits.remove(name);
      state.jobs().stream()
          .flatMap(job -> job.layers.stream())
          .forEach(layer -> layer.limits.remove(limit));
    }
  }

  private Limit snapshot(MemoryLimit limit) {
    return limit.snapshot(state.jobs());
  }

  private static void check(int maxRunning) {
    if (maxRunning < 0) {
      throw new FarmException(new FarmFailure.Invalid("max value: negative"));
    }
  }
}
