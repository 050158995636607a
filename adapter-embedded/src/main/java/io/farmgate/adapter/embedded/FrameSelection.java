package io.farmgate.adapter.embedded;

import io.farmgate.domain.FrameId;
import io.farmgate.domain.FrameNames;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.port.FrameQuery;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Turns a {@link FrameQuery} into SQL over {@code job j, layer l, frame f}. */
final class FrameSelection {
  /** Joined in this order so that the indexes give the frames in dispatch order, unsorted. */
  static final String FROM =
      " FROM job j CROSS JOIN layer l ON l.job = j.id CROSS JOIN frame f ON f.layer = l.id ";

  private static final Pattern NAME = Pattern.compile("(-?\\d{4,10})-(.+)", Pattern.DOTALL);

  private final FrameQuery query;
  private final Map<Long, Long> liveRss;

  /**
   * Prepares a selection.
   *
   * @param query names its job
   * @param liveRss the peak resident memory of what runs now, by row, in bytes
   */
  FrameSelection(FrameQuery query, Map<Long, Long> liveRss) {
    this.query = query;
    this.liveRss = liveRss;
  }

  /**
   * Where a page ended.
   *
   * @param layer the layer's place in the job
   * @param frame the frame's place in the layer
   */
  record Seek(int layer, int frame) {}

  /** Returns FROM, WHERE, ORDER BY and LIMIT. */
  String sql() {
    return conditions()
        + " ORDER BY l.dispatch_order, f.dispatch_order LIMIT :limit OFFSET :offset";
  }

  /**
   * Returns the same, of what comes after a place. The indexes lead there: nothing that comes
   * before is read.
   */
  String sql(Optional<Seek> after, boolean reversed) {
    String way = reversed ? " DESC" : "";
    String seek =
        reversed
            ? " AND l.dispatch_order <= :seekLayer AND f.dispatch_order <"
                + " CASE WHEN l.dispatch_order = :seekLayer THEN :seekFrame ELSE 2147483648 END"
            : " AND l.dispatch_order >= :seekLayer AND f.dispatch_order >"
                + " CASE WHEN l.dispatch_order = :seekLayer THEN :seekFrame ELSE -1 END";
    return conditions()
        + (query.states().isEmpty() ? "" : " AND " + anyInLayer())
        + (after.isPresent() ? seek : "")
        + (" ORDER BY l.dispatch_order" + way + ", f.dispatch_order" + way)
        + " LIMIT :limit OFFSET :offset";
  }

  /** A layer that has no frame in any of the states is passed over as a whole. */
  private String anyInLayer() {
    return query.states().stream()
        .map(FrameSelection::count)
        .distinct()
        .sorted()
        .map(column -> "l." + column + " > 0")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String count(FrameState state) {
    return switch (state) {
      case WAITING -> "waiting";
      case DEPEND -> "depend";
      case SETUP, RUNNING -> "running";
      case SUCCEEDED -> "succeeded";
      case DEAD -> "dead";
      case EATEN -> "eaten";
      case CHECKPOINT -> "checkpoint";
    };
  }

  private String conditions() {
    StringBuilder sql = new StringBuilder(FROM).append("WHERE j.key = :job");
    if (!query.ids().isEmpty()) {
      sql.append(" AND f.id IN (SELECT value FROM json_each(:rows))");
    }
    if (!query.layers().isEmpty()) {
      sql.append(" AND l.name IN (SELECT value FROM json_each(:layers))");
    }
    if (!query.names().isEmpty()) {
      sql.append(" AND f.number || '-' || l.name IN (SELECT value FROM json_each(:names))");
    }
    if (!query.numbers().isEmpty()) {
      sql.append(" AND f.number IN (SELECT value FROM json_each(:numbers))");
    }
    if (!query.states().isEmpty()) {
      sql.append(" AND f.state IN (SELECT value FROM json_each(:states))");
    }
    if (query.minRssBytes().isPresent()) {
      sql.append(
          " AND max(f.max_rss, coalesce("
              + "(SELECT value FROM json_each(:live) WHERE key = CAST(f.id AS TEXT)), 0)) >= :rss");
    }
    return sql.toString();
  }

  /** Puts the rows into the temporary table {@code picked}, in place of what is there. */
  void pick(Handle writer) {
    writer.execute("DELETE FROM picked");
    bind(writer.createUpdate("INSERT INTO picked SELECT f.id" + sql())).execute();
  }

  /** Binds what {@link #sql} names. */
  <T extends SqlStatement<T>> T bind(T statement) {
    statement.bind("job", job());
    if (!query.ids().isEmpty()) {
      statement.bind("rows", Rows.json(query.ids().stream().mapToLong(this::row).boxed().toList()));
    }
    if (!query.layers().isEmpty()) {
      statement.bind("layers", Rows.json(query.layers()));
    }
    if (!query.names().isEmpty()) {
      statement.bind(
          "names",
          Rows.json(
              query.names().stream()
                  .map(FrameSelection::unpadded)
                  .flatMap(Optional::stream)
                  .toList()));
    }
    if (!query.numbers().isEmpty()) {
      statement.bind("numbers", Rows.json(query.numbers()));
    }
    if (!query.states().isEmpty()) {
      statement.bind("states", Rows.json(query.states().stream().map(FrameState::name).toList()));
    }
    if (query.minRssBytes().isPresent()) {
      statement.bind("rss", query.minRssBytes().get()).bind("live", liveJson());
    }
    return statement
        .bind("limit", query.limit() == 0 ? -1 : query.limit())
        .bind("offset", query.offset());
  }

  private String job() {
    return query.job().orElseThrow().value();
  }

  /** Returns the row of an id of this very job, and -1, which is no row, for any other. */
  private long row(FrameId id) {
    long row = FrameKeys.row(id).orElse(-1);
    return row >= 0 && sameJob(id, row) ? row : -1;
  }

  private boolean sameJob(FrameId id, long row) {
    try {
      return Objects.equals(FrameKeys.id(job(), row), id);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns {@code 42-comp} for {@code 0042-comp}, and nothing for what is no frame's name. */
  private static Optional<String> unpadded(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(parts.group(1));
      String layer = parts.group(2);
      return FrameNames.of(number, layer).equals(name)
          ? Optional.of(number + "-" + layer)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String liveJson() {
    StringBuilder out = new StringBuilder("{");
    liveRss.forEach((row, rss) -> {
      out.append(out.length() > 1 ? "," : "");
      out.append('"').append((long) row).append("\":").append((long) rss);
    });
    return out.append('}').toString();
  }
}
