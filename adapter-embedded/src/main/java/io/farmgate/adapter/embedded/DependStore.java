package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.DependWriter.Found;
import io.farmgate.domain.DependId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.Dependencies;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/** The dependencies, in the database. */
final class DependStore implements Dependencies {
  private final FarmDatabase database;
  private final WakeUp wakeUp;

  DependStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public Optional<Depend> byId(DependId id) {
    return database.read(h -> new DependReader(h).byId(id));
  }

  @Override
  public List<Depend> ofJob(WorkRef.OfJob job) {
    return database.read(h ->
        WorkRows.find(h, job).map(found -> new DependReader(h).ofJob(found)).orElse(List.of()));
  }

  @Override
  public List<Depend> waitingFor(WorkRef target) {
    return database.read(h ->
        WorkRows.find(h, target)
            .map(found -> new DependReader(h).waitingFor(found))
            .orElse(List.of()));
  }

  @Override
  public List<Depend> holding(WorkRef dependent) {
    return database.read(h ->
        WorkRows.find(h, dependent)
            .map(found -> new DependReader(h).holding(found))
            .orElse(List.of()));
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

  private Depend create(Kind kind, WorkRef dependent, WorkRef target, boolean anyFrame) {
    Depend made =
        database.write(h -> {
          Found from = WorkRows.known(h, dependent);
          Found to = WorkRows.known(h, target);
          if (new DependCircles(h).closes(from, to)) {
            throw invalid(
                "what is waited for waits itself for what is to wait, or is a part of it"
                    + " (expected: no way round)");
          }
          DependChanges changes = new DependChanges(h);
          if (changes.replaceInactive(kind, from, to)) {
            throw new FarmException(
                new FarmFailure.Conflict("the one waits for the other already"));
          }
          String key = new DependWriter(h).write(kind, anyFrame, from, to);
          return new DependReader(h).byId(new DependId(key)).orElseThrow();
        });
    wakeUp.call();
    return made;
  }

  private static Kind kind(WorkRef dependent, WorkRef target) {
    return switch (dependent) {
      case WorkRef.OfJob _ ->
          switch (target) {
            case WorkRef.OfJob _ -> Kind.JOB_ON_JOB;
            case WorkRef.OfLayer _ -> Kind.JOB_ON_LAYER;
            case WorkRef.OfFrame _ -> Kind.JOB_ON_FRAME;
          };
      case WorkRef.OfLayer _ ->
          switch (target) {
            case WorkRef.OfJob _ -> Kind.LAYER_ON_JOB;
            case WorkRef.OfLayer _ -> Kind.LAYER_ON_LAYER;
            case WorkRef.OfFrame _ -> Kind.LAYER_ON_FRAME;
          };
      case WorkRef.OfFrame _ ->
          switch (target) {
            case WorkRef.OfJob _ -> Kind.FRAME_ON_JOB;
            case WorkRef.OfLayer _ -> Kind.FRAME_ON_LAYER;
            case WorkRef.OfFrame _ -> Kind.FRAME_ON_FRAME;
          };
    };
  }

  @Override
  public void satisfy(DependId id) {
    change(h -> new DependChanges(h).overrule(id));
  }

  @Override
  public void unsatisfy(DependId id) {
    change(h -> new DependChanges(h).enforce(id));
  }

  @Override
  public void drop(WorkRef dependent, Depend.Where where) {
    change(h -> new DependChanges(h).drop(WorkRows.known(h, dependent), where));
  }

  @Override
  public void dropWaitingFor(WorkRef target) {
    change(h -> new DependChanges(h).dropWaitingFor(WorkRows.known(h, target)));
  }

  private void change(ToIntFunction<Handle> change) {
    database.write(change::applyAsInt);
    wakeUp.call();
  }

  private static FarmException invalid(String message) {
    return new FarmException(new FarmFailure.Invalid(message));
  }
}
