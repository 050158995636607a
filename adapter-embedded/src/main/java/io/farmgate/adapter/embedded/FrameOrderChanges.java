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
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Orders frames anew. The frames of a layer have the places from 0 on, each its own; only those
 * that go elsewhere are written.
 */
final class FrameOrderChanges implements FrameOrder {
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

  private record Numbered(int number, long row) {}

  private static int reorder(Handle h, long layer, Reordering how) {
    List<Numbered> frames =
        h.createQuery("SELECT id, number FROM frame WHERE layer = :layer ORDER BY dispatch_order")
            .bind("layer", layer)
            .map((row, context) -> new Numbered(row.getInt("number"), row.getLong("id")))
            .list();
    Map<Integer, Long> rows =
        frames.stream().collect(Collectors.toMap(Numbered::number, Numbered::row));
    List<Integer> now = frames.stream().map(Numbered::number).toList();
    List<Integer> then = how.apply(now);
    // No two frames may have one place, not even between two rows of a statement: those that move
    // step aside first.
    try (PreparedBatch aside =
        h.prepareBatch("UPDATE frame SET dispatch_order = -1 - ? WHERE id = ?")) {
      for (int place = 0; place < then.size(); place++) {
        if (!then.get(place).equals(now.get(place))) {
          aside.add(place, Objects.requireNonNull(rows.get(then.get(place))));
        }
      }
      return aside.size() == 0 ? 0 : moved(h, layer, aside);
    }
  }

  private static int moved(Handle h, long layer, PreparedBatch aside) {
    aside.execute();
    return h.createUpdate(
            "UPDATE frame SET dispatch_order = -1 - dispatch_order"
                + " WHERE layer = :layer AND dispatch_order < 0")
        .bind("layer", layer)
        .execute();
  }
}
