package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.DependWriter.Found;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.port.FrameOrder;
import io.farmgate.domain.schedule.Reordering;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Orders frames anew. The frames of a layer have places from 0 on, each its own, with gaps between
 * them where frames have gone elsewhere: what counts is which place is lower.
 *
 * <p>Each place stands in two indexes, so that what an order costs is how many places it writes.
 * Those that come first and stay in their order are left alone, as far as that writes less.
 */
final class FrameOrderChanges implements FrameOrder {
  /** Places are shown to clients as 32-bit numbers. */
  static final int HIGHEST_PLACE = 1 << 30;

  private final FarmDatabase database;

  FrameOrderChanges(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public void reorder(LayerId layer, Reordering how) {
    database.write(h -> {
      Found found = WorkRows.known(h, WorkRef.of(layer));
      return reorder(h, found.wholeLayer().id(), how);
    });
  }

  @Override
  public void reorder(JobId job, Reordering how) {
    database.write(h -> {
      Found found = WorkRows.known(h, WorkRef.of(job));
      return h
          .createQuery("SELECT id FROM layer WHERE job = :job")
          .bind("job", found.job().id())
          .mapTo(Long.class)
          .list()
          .stream()
          .mapToInt(layer -> reorder(h, layer, how))
          .sum();
    });
  }

  private record Frame(int number, long row, int place) {}

  private static int reorder(Handle h, long layer, Reordering how) {
    List<Frame> now =
        h.createQuery(
                "SELECT id, number, dispatch_order FROM frame WHERE layer = :layer"
                    + " ORDER BY dispatch_order")
            .bind("layer", layer)
            .map((row, context) -> new Frame(row.getInt(2), row.getLong(1), row.getInt(3)))
            .list();
    Map<Integer, Frame> byNumber =
        now.stream().collect(Collectors.toMap(Frame::number, Function.identity()));
    List<Frame> then =
        how.apply(now.stream().map(Frame::number).toList()).stream()
            .map(number -> Objects.requireNonNull(byNumber.get(number)))
            .toList();
    return now.isEmpty() ? 0 : write(h, layer, now, then);
  }

  private static int write(Handle h, long layer, List<Frame> now, List<Frame> then) {
    int size = now.size();
    int moved = (int) IntStream.range(0, size).filter(i -> !now.get(i).equals(then.get(i))).count();
    int stay = ascending(then);
    int behind = size - stay;
    int highest = now.getLast().place();
    if (moved == 0) {
      return 0;
    }
    // Among themselves, frames have to step aside first: no two may have one place, not even
    // between two rows of a statement.
    if (2 * moved <= behind || highest > HIGHEST_PLACE - behind) {
      return exchange(h, layer, now, then);
    }
    return now.getFirst().place() >= size
        ? place(h, 0, then)
        : place(h, highest + 1, then.subList(stay, size));
  }

  /** Returns how many of the first frames are in the order of their places. */
  private static int ascending(List<Frame> frames) {
    int count = 1;
    while (count < frames.size() && frames.get(count - 1).place() < frames.get(count).place()) {
      count++;
    }
    return count;
  }

  /** Gives frames the places from {@code first} on, which are free. */
  private static int place(Handle h, int first, List<Frame> frames) {
    return h.createUpdate(
            "UPDATE frame SET dispatch_order = :first + p.key FROM json_each(:rows) p"
                + " WHERE frame.id = p.value")
        .bind("first", first)
        .bind(
            "rows",
            frames.stream()
                .map(frame -> Long.toString(frame.row()))
                .collect(Collectors.joining(",", "[", "]")))
        .execute();
  }

  /** Gives frames places that others of them have now. */
  private static int exchange(Handle h, long layer, List<Frame> now, List<Frame> then) {
    h.createUpdate(
            "UPDATE frame SET dispatch_order = -1 - p.value FROM json_each(:places) p"
                + " WHERE frame.id = CAST(p.key AS INTEGER)")
        .bind(
            "places",
            IntStream.range(0, now.size())
                .filter(i -> !now.get(i).equals(then.get(i)))
                .mapToObj(i -> "\"" + then.get(i).row() + "\":" + now.get(i).place())
                .collect(Collectors.joining(",", "{", "}")))
        .execute();
    return h.createUpdate(
            "UPDATE frame SET dispatch_order = -1 - dispatch_order"
                + " WHERE layer = :layer AND dispatch_order < 0")
        .bind("layer", layer)
        .execute();
  }
}
