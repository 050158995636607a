package io.farmgate.domain.contract;

import io.farmgate.domain.DependId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.contract.MemoryDepend.Part;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.Dependencies;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The dependencies of {@link InMemoryFarm}. */
final class MemoryDependencies implements Dependencies {
  private final MemoryFarmState state;

  MemoryDependencies(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public Optional<Depend> byId(DependId id) {
    synchronized (state) {
      return find(id).map(MemoryDepend::snapshot);
    }
  }

  @Override
  public List<Depend> ofJob(WorkRef.OfJob job) {
    return list(
        state.depends.stream(),
        job,
        (depend, part) ->
            depend.dependent.job() == part.job() && depend.kind != Kind.FRAME_ON_FRAME);
  }

  @Override
  public List<Depend> waitingFor(WorkRef target) {
    return list(from(target), target, (depend, part) -> depend.target.isWithin(part));
  }

  @Override
  public List<Depend> holding(WorkRef dependent) {
    return list(
        from(dependent),
        dependent,
        (depend, part) ->
            dependent instanceof WorkRef.OfFrame
                ? !depend.isByFrame() && part.isWithin(depend.dependent)
                : depend.dependent.equals(part));
  }

  private Stream<MemoryDepend> from(WorkRef ref) {
    return ref instanceof WorkRef.OfFrame ? withPairs() : state.depends.stream();
  }

  private Stream<MemoryDepend> withPairs() {
    return state.dependsAndPairs();
  }

  private interface Which {
    boolean includes(MemoryDepend depend, Part part);
  }

  private List<Depend> list(Stream<MemoryDepend> from, WorkRef ref, Which which) {
    synchronized (state) {
      return state
          .part(ref)
          .map(part ->
              from.filter(depend -> which.includes(depend, part))
                  .map(MemoryDepend::snapshot)
                  .toList())
          .orElse(List.of());
    }
  }

  @Override
  public Depend create(WorkRef dependent, WorkRef target) {
    return create(kind(dependent, target), dependent, target, false);
  }

  @Override
  public Depend createFrameByFrame(LayerId dependent, LayerId target, boolean anyFrame) {
    Kind kind = anyFrame ? Kind.LAYER_ON_LAYER : Kind.FRAME_BY_FRAME;
    return create(kind, WorkRef.of(dependent), WorkRef.of(target), anyFrame);
  }

  private Depend create(Kind kind, WorkRef from, WorkRef to, boolean anyFrame) {
    synchronized (state) {
      Part dependent = state.knownPart(from);
      Part target = state.knownPart(to);
      if (closesACircle(dependent, target)) {
        throw invalid("it would wait for itself");
      }
      Predicate<MemoryDepend> same =
          one -> one.kind == kind && one.dependent.equals(dependent) && one.target.equals(target);
      if (state.depends.stream().filter(same).anyMatch(MemoryDepend::isActive)) {
        throw new FarmException(new FarmFailure.Conflict("it waits for that already"));
      }
      state.depends.removeIf(same);
      MemoryDepend made = state.tie(kind, anyFrame, dependent, target);
      state.settle();
      return made.snapshot();
    }
  }

  /** Follows all that waits, from what is to wait. */
  private boolean closesACircle(Part dependent, Part target) {
    Set<Part> seen = new HashSet<>(Set.of(dependent));
    Deque<Part> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Part held = open.remove();
      if (held.meets(target)) {
        return true;
      }
      withPairs()
          .filter(depend -> !depend.isOverruled() && depend.target.meets(held))
          .filter(depend -> !depend.isByFrame() || held.frame() == null)
          .map(depend -> depend.dependent)
          .filter(seen::add)
          .forEach(open::add);
    }
    return false;
  }

  private static Kind kind(WorkRef dependent, WorkRef target) {
    return Kind.valueOf(level(dependent) + "_ON_" + level(target));
  }

  private static String level(WorkRef ref) {
    return switch (ref) {
      case WorkRef.OfJob _ -> "JOB";
      case WorkRef.OfLayer _ -> "LAYER";
      case WorkRef.OfFrame _ -> "FRAME";
    };
  }

  @Override
  public void satisfy(DependId id) {
    synchronized (state) {
      known(id).satisfy();
      state.settle();
    }
  }

  @Override
  public void unsatisfy(DependId id) {
    synchronized (state) {
      MemoryDepend depend = known(id);
      if (!depend.isActive()) {
        depend.enforce();
        state.settle();
      }
    }
  }

  @Override
  public void drop(WorkRef dependent, Depend.Where where) {
    synchronized (state) {
      Part part = state.knownPart(dependent);
      satisfyAll(depend ->
          where.includes(depend.dependent.job() == depend.target.job())
              && (part.layer() == null
                  ? depend.dependent.job() == part.job()
                  : depend.dependent.equals(part)));
    }
  }

  @Override
  public void dropWaitingFor(WorkRef target) {
    synchronized (state) {
      Part part = state.knownPart(target);
      satisfyAll(depend -> depend.target.isWithin(part));
    }
  }

  /** Satisfies dependencies, and single pairs only where the whole is not among them. */
  private void satisfyAll(Predicate<MemoryDepend> which) {
    for (MemoryDepend depend : state.depends) {
      if (which.test(depend)) {
        depend.satisfy();
      } else {
        depend.pairs.stream().filter(which).forEach(MemoryDepend::satisfy);
      }
    }
    state.settle();
  }

  private Optional<MemoryDepend> find(DependId id) {
    return withPairs().filter(depend -> depend.id.equals(id)).findFirst();
  }

  private MemoryDepend known(DependId id) {
    return find(id).orElseThrow(() -> MemoryFarmState.notFound("dependency", id.value()));
  }

  private static FarmException invalid(String message) {
    return new FarmException(new FarmFailure.Invalid(message));
  }
}
