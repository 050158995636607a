package io.farmgate.adapter.embedded;

import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameMarks;
import io.farmgate.domain.port.FrameQuery;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * Overrules what waits for what, frame by frame. A frame keeps count of what holds it while that is
 * waived, so that it can be held again.
 */
final class FrameMarkChanges implements FrameMarks {
  private final FarmDatabase database;
  private final FrameStore frames;
  private final RunningFrames running;
  private final WakeUp wakeUp;

  FrameMarkChanges(FarmDatabase database, FrameStore frames, RunningFrames running, WakeUp wakeUp) {
    this.database = database;
    this.frames = frames;
    this.running = running;
    this.wakeUp = wakeUp;
  }

  @Override
  public int markWaiting(FrameQuery query) {
    return change(
        query,
        h ->
            h.execute(
                "UPDATE frame SET waived = 1, state = 'WAITING'"
                    + " WHERE state = 'DEPEND' AND id IN (SELECT frame FROM picked)"));
  }

  @Override
  public void markDone(FrameQuery query) {
    change(query, h -> new DependChanges(h).dropWaitingForPicked());
  }

  private int change(FrameQuery query, ToIntFunction<Handle> change) {
    int changed = frames.located(query).map(of -> changeOfJob(of, change)).orElse(0);
    if (changed > 0) {
      wakeUp.call();
    }
    return changed;
  }

  private int changeOfJob(FrameQuery query, ToIntFunction<Handle> change) {
    FrameSelection selection = new FrameSelection(query, running.peakRss());
    return database.write(h -> {
      selection.pick(h);
      return change.applyAsInt(h);
    });
  }

  private record Held(FrameState state, int holds) {}

  @Override
  public void markDepend(FrameId id) {
    database.write(h -> {
      long row = WorkRows.frameRow(h, id);
      Held held =
          h.createQuery("SELECT state, holds FROM frame WHERE id = :row")
              .bind("row", row)
              .map((found, context) ->
                  new Held(FrameState.valueOf(found.getString("state")), found.getInt("holds")))
              .one();
      return held.state() == FrameState.DEPEND ? 0 : hold(h, row, held);
    });
  }

  private static int hold(Handle h, long row, Held held) {
    if (held.state() != FrameState.WAITING) {
      throw conflict("frame state: " + held.state() + " (expected: WAITING)");
    }
    if (held.holds() == 0) {
      throw conflict(
          "nothing that the frame waits for is left (expected: a dependency that holds)");
    }
    return h.createUpdate("UPDATE frame SET waived = 0, state = 'DEPEND' WHERE id = :row")
        .bind("row", row)
        .execute();
  }

  private static FarmException conflict(String message) {
    return new FarmException(new FarmFailure.Conflict(message));
  }
}
