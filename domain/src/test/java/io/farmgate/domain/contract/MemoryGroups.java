package io.farmgate.domain.contract;

import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.GroupEdit;
import io.farmgate.domain.port.Groups;
import io.farmgate.domain.spec.GroupRules;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.domain.spec.TaskRules;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The groups of {@link InMemoryFarm}. */
final class MemoryGroups implements Groups {
  private final MemoryFarmState state;

  MemoryGroups(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public List<Group> ofShow(ShowId show) {
    synchronized (state) {
      return state.shows.values().stream()
          .filter(one -> one.id.equals(show))
          .flatMap(one -> one.groups.values().stream())
          .sorted(
              Comparator.comparing((MemoryGroup group) -> group.parent != null)
                  .thenComparing(group -> group.name))
          .map(group -> group.snapshot(state.jobs()))
          .toList();
    }
  }

  @Override
  public Optional<Group> byId(GroupId id) {
    synchronized (state) {
      return state.group(id).map(group -> group.snapshot(state.jobs()));
    }
  }

  @Override
  public Set<JobId> jobs(GroupId id) {
    synchronized (state) {
      return state.jobs().stream()
          .filter(job -> job.group.id.equals(id) && !job.isFinished())
          .map(job -> job.id)
          .collect(Collectors.toSet());
    }
  }

  @Override
  public Group create(GroupId parent, String name) {
    NameRule.GROUP.check("group name", name);
    synchronized (state) {
      MemoryGroup above = known(parent);
      MemoryGroup group = new MemoryGroup(above.show, above, name);
      if (above.show.groups.putIfAbsent(name, group) != null) {
        throw new FarmException(
            new FarmFailure.Conflict("the show has a group '" + name + "' already"));
      }
      return group.snapshot(state.jobs());
    }
  }

  @Override
  public void rename(GroupId id, String name) {
    NameRule.GROUP.check("group name", name);
    synchronized (state) {
      MemoryGroup group = known(id);
      if (group.parent == null) {
        throw new FarmException(new FarmFailure.Precondition("a root group has its show's name"));
      }
      MemoryGroup other = group.show.groups.putIfAbsent(name, group);
      if (other != null && other != group) {
        throw new FarmException(
            new FarmFailure.Conflict("the show has a group '" + name + "' already"));
      }
      if (other == null) {
        group.show.groups.remove(group.name);
        group.name = name;
      }
    }
  }

  @Override
  public void moveGroups(GroupId parent, Set<GroupId> groups) {
    synchronized (state) {
      MemoryGroup above = known(parent);
      List<MemoryGroup> moved = groups.stream().map(this::known).toList();
      for (MemoryGroup group : moved) {
        if (group.show != above.show) {
          throw new FarmException(
              new FarmFailure.Invalid("groups: of another show (expected: of the same one)"));
        }
        for (MemoryGroup one = above; one != null; one = one.parent) {
          if (one == group || group.parent == null) {
            throw new FarmException(
                new FarmFailure.Precondition("a root group, or one that would lie in itself"));
          }
        }
      }
      moved.forEach(group -> group.parent = above);
    }
  }

  @Override
  public void delete(GroupId id) {
    synchronized (state) {
      MemoryGroup group = known(id);
      boolean used =
          group.parent == null
              || group.show.filters.stream().anyMatch(filter -> filter.movesTo(group.id))
              || state.jobs().stream().anyMatch(job -> job.group == group)
              || group.show.groups.values().stream().anyMatch(one -> one.parent == group);
      if (used) {
        throw new FarmException(
            new FarmFailure.Precondition("a root group, or one that is not empty, stays"));
      }
      group.show.groups.remove(group.name);
    }
  }

  @Override
  public void change(GroupId id, UnaryOperator<GroupSettings> change) {
    synchronized (state) {
      MemoryGroup group = known(id);
      GroupSettings changed = change.apply(group.settings);
      MemoryFarmState.checkCores(changed.minCores(), changed.maxCores());
      changed
          .defaultMinCores()
          .ifPresent(min -> MemoryFarmState.checkCores(min, changed.defaultMaxCores()));
      GroupRules.check(changed.gpus());
      TaskRules.checkDepartment(group.settings.department(), changed.department());
      group.settings = changed;
      state.departments.given(group.show, changed.department());
    }
  }

  @Override
  public void edit(GroupId id, GroupEdit edit) {
    synchronized (state) {
      MemoryGroup group = known(id);
      String name = group.name;
      MemoryGroup parent = group.parent;
      try {
        edit.name().ifPresent(other -> rename(id, other));
        edit.parent().ifPresent(into -> moveGroups(into, Set.of(id)));
        edit.settings().ifPresent(settings -> change(id, settings));
      } catch (FarmException e) {
        group.show.groups.remove(group.name);
        group.name = name;
        group.show.groups.put(name, group);
        group.parent = parent;
        throw e;
      }
    }
  }

  @Override
  public void move(GroupId id, Set<JobId> jobs) {
    synchronized (state) {
      MemoryGroup group = known(id);
      List<MemoryJob> found = jobs.stream().map(state::known).toList();
      if (found.stream().anyMatch(job -> job.show != group.show)) {
        throw new FarmException(
            new FarmFailure.Invalid("jobs: one of another show (expected: the group's own show)"));
      }
      found.forEach(job -> job.moveTo(group));
    }
  }

  private MemoryGroup known(GroupId id) {
    return state.group(id).orElseThrow(() -> MemoryFarmState.notFound("group", id.value()));
  }
}
