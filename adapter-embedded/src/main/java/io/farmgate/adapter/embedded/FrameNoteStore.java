package io.farmgate.adapter.embedded;

import io.farmgate.domain.Checkpoint;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.port.FrameNotes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is written on frames for others to see, in the database. */
final class FrameNoteStore implements FrameNotes {
  private final FarmDatabase database;
  private final WakeUp wakeUp;

  FrameNoteStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public void setCheckpoint(FrameId frame, Checkpoint.State state) {
    database.write(h -> {
      long row = WorkRows.frameRow(h, frame);
      Checkpoint next =
          h.createQuery("SELECT checkpoint_state, checkpoints FROM frame WHERE id = :row")
              .bind("row", row)
              .map((found, context) -> checkpoint(found))
              .one()
              .become(state);
      h.createUpdate(
              "UPDATE frame SET checkpoint_state = :state, checkpoints = :saved WHERE id = :row")
          .bind("state", next.state().name())
          .bind("saved", next.saved())
          .bind("row", row)
          .execute();
      if (!next.isUnderWay()) {
        Checkpoints.goOn(h, row);
      }
      return next;
    });
    wakeUp.call();
  }

  @Override
  public List<FrameDisplay> displays(FrameId frame) {
    return database.read(h -> {
      long row = WorkRows.frameRow(h, frame);
      return h
          .createQuery("SELECT state, text, red, green, blue FROM frame_display WHERE frame = :row")
          .bind("row", row)
          .map((found, context) ->
              new FrameDisplay(
                  FrameState.valueOf(found.getString("state")),
                  found.getString("text"),
                  found.getInt("red"),
                  found.getInt("green"),
                  found.getInt("blue")))
          .list()
          .stream()
          .sorted(Comparator.comparing(FrameDisplay::state))
          .toList();
    });
  }

  @Override
  public void setDisplay(FrameId frame, FrameDisplay display) {
    database.write(h ->
        h.createUpdate(
                "INSERT OR REPLACE INTO frame_display (frame, state, text, red, green, blue)"
                    + " VALUES (:row, :state, :text, :red, :green, :blue)")
            .bind("row", WorkRows.frameRow(h, frame))
            .bind("state", display.state().name())
            .bind("text", display.text())
            .bind("red", display.red())
            .bind("green", display.green())
            .bind("blue", display.blue())
            .execute());
  }

  /** Reads the columns of a frame that tell of checkpoints. */
  static Checkpoint checkpoint(ResultSet row) throws SQLException {
    @Nullable String state = row.getString("checkpoint_state");
    return state == null
        ? Checkpoint.NONE
        : new Checkpoint(Checkpoint.State.valueOf(state), row.getInt("checkpoints"));
  }

  /** Reads {@code display} of {@link FrameStore#SELECT}: the colour's parts, then the text. */
  static Optional<FrameDisplay> display(ResultSet row) throws SQLException {
    @Nullable String display = row.getString("display");
    if (display == null) {
      return Optional.empty();
    }
    String[] parts = display.split(",", 4);
    return Optional.of(
        new FrameDisplay(
            FrameState.valueOf(row.getString("state")),
            parts[3],
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2])));
  }
}
