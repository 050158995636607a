package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.DependReader.PairKey;
import io.farmgate.adapter.embedded.DependWriter.Found;
import io.farmgate.domain.DependId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.spec.DependSpec.Kind;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Overrules dependencies on behalf of people, and lets them hold again. The pairs of a
 * frame-by-frame dependency are changed one by one or all together; it holds while one of them
 * does.
 */
final class DependChanges {
  private final Handle h;

  DependChanges(Handle h) {
    this.h = h;
  }

  private record Row(long id, boolean byFrame, int active) {}

  /** Lets what waits go on. Returns how many held: 0 or 1. */
  int overrule(DependId id) {
    Optional<PairKey> pair = PairKey.of(id);
    if (pair.isPresent()) {
      return overrulePairs(known(pair.get().depend(), id).id(), pairKnown(pair.get(), id));
    }
    return overrule(known(id.value(), id));
  }

  /** Makes it hold again. Returns how many did not: 0 or 1. */
  int enforce(DependId id) {
    Optional<PairKey> pair = PairKey.of(id);
    if (pair.isPresent()) {
      return enforcePairs(known(pair.get().depend(), id).id(), pairKnown(pair.get(), id));
    }
    Row depend = known(id.value(), id);
    if (depend.byFrame()) {
      return enforcePairs(depend.id(), null);
    }
    if (depend.active() == 1) {
      return 0;
    }
    Depends.unsatisfy(h, depend.id());
    return 1;
  }

  /** Overrules what holds something; of a job, what holds parts of it too. */
  int drop(Found dependent, Depend.Where where) {
    int dropped = 0;
    for (Row row :
        list(
            "d.dependent_job = :job AND d.active = 1 AND (:layer IS NULL OR (d.dependent_layer ="
                + " :layer AND d.dependent_frame IS :frame))"
                + " AND (:where = 'ANYWHERE'"
                + " OR (:where = 'INTERNAL') = (d.dependent_job = d.target_job))",
            dependent,
            where.name())) {
      dropped += overrule(row);
    }
    return dependent.frame() == null ? dropped : dropped + dropPairs(dependent.frame(), where);
  }

  private int dropPairs(long frame, Depend.Where where) {
    List<Pair> pairs =
        h.createQuery(
                "SELECT x.depend, x.target, x.dependent FROM frame_depend x"
                    + " JOIN depend d ON d.id = x.depend"
                    + " WHERE x.dependent = :frame AND x.active = 1 AND (:where = 'ANYWHERE'"
                    + " OR (:where = 'INTERNAL') = (d.dependent_job = d.target_job))")
            .bind("frame", frame)
            .bind("where", where.name())
            .map((row, context) -> Pair.of(row.getLong(1), row.getLong(2), row.getLong(3)))
            .list();
    pairs.forEach(pair -> overrulePairs(pair.depend(), pair));
    return pairs.size();
  }

  /** Overrules all that wait for something or a part of it. */
  int dropWaitingFor(Found target) {
    int dropped = 0;
    for (Row row :
        list(
            "d.target_job = :job AND d.active = 1 AND (:layer IS NULL OR d.target_layer = :layer)"
                + " AND (:frame IS NULL OR d.target_frame = :frame) AND :where = ''",
            target,
            "")) {
      dropped += overrule(row);
    }
    if (target.frame() != null) {
      h.execute("DELETE FROM picked");
      h.createUpdate("INSERT INTO picked VALUES (:frame)").bind("frame", target.frame()).execute();
      dropped += dropWaitingForPicked();
    }
    return dropped;
  }

  /**
   * Overrules all that wait for single frames: the rows in the temporary table {@code picked}.
   *
   * @return how many there were
   */
  int dropWaitingForPicked() {
    int dropped = 0;
    for (Row row :
        h.createQuery(
                "SELECT d.id, 0 AS by_frame, d.active FROM depend d WHERE d.active = 1"
                    + " AND d.target_job IN (SELECT DISTINCT l.job FROM picked p CROSS JOIN frame f"
                    + " ON f.id = p.frame JOIN layer l ON l.id = f.layer)"
                    + " AND d.target_frame IN (SELECT frame FROM picked)")
            .map((row, context) -> new Row(row.getLong("id"), false, row.getInt("active")))
            .list()) {
      dropped += overrule(row);
    }
    List<Pair> pairs =
        h.createQuery(
                "SELECT x.depend, x.target, x.dependent FROM picked p"
                    + " CROSS JOIN frame_depend x ON x.target = p.frame WHERE x.active = 1")
            .map((row, context) -> Pair.of(row.getLong(1), row.getLong(2), row.getLong(3)))
            .list();
    pairs.forEach(pair -> overrulePairs(pair.depend(), pair));
    return dropped + pairs.size();
  }

  /**
   * Makes room for a dependency: forgets the one that there was, where it does not hold.
   *
   * @return whether there is one that holds
   */
  boolean replaceInactive(Kind kind, Found dependent, Found target) {
    String same =
        "kind = :kind AND dependent_job = :job AND dependent_layer IS :layer"
            + " AND dependent_frame IS :frame AND target_job = :onJob AND target_layer IS :onLayer"
            + " AND target_frame IS :onFrame";
    boolean holds =
        h.createQuery("SELECT EXISTS (SELECT 1 FROM depend WHERE active = 1 AND " + same + ")")
            .bind("kind", kind.name())
            .bind("job", dependent.job().id())
            .bind("layer", dependent.layerRow())
            .bind("frame", dependent.frame())
            .bind("onJob", target.job().id())
            .bind("onLayer", target.layerRow())
            .bind("onFrame", target.frame())
            .mapTo(Boolean.class)
            .one();
    if (holds) {
      return true;
    }
    for (String what :
        List.of(
            "DELETE FROM frame_depend WHERE depend IN (SELECT id FROM depend WHERE " + same + ")",
            "DELETE FROM depend WHERE " + same)) {
      h.createUpdate(what)
          .bind("kind", kind.name())
          .bind("job", dependent.job().id())
          .bind("layer", dependent.layerRow())
          .bind("frame", dependent.frame())
          .bind("onJob", target.job().id())
          .bind("onLayer", target.layerRow())
          .bind("onFrame", target.frame())
          .execute();
    }
    return false;
  }

  private record Pair(long depend, long target, long dependent) {
    static Pair of(long depend, long target, long dependent) {
      return new Pair(depend, target, dependent);
    }
  }

  private int overrule(Row depend) {
    if (depend.byFrame()) {
      return overrulePairs(depend.id(), null);
    }
    if (depend.active() != 1) {
      return 0;
    }
    Depends.release(h, depend.id(), Depends.OVERRULED);
    return 1;
  }

  /** Overrules one pair of a dependency, or all of them. */
  private int overrulePairs(long depend, @Nullable Pair pair) {
    bind(
            h.createUpdate(
                """
                UPDATE frame SET holds = holds - e.n,
                  state = CASE WHEN state = 'DEPEND' AND holds = e.n THEN 'WAITING' ELSE state END
                FROM (SELECT dependent, count(*) AS n FROM frame_depend
                      WHERE depend = :depend AND active = 1
                """
                    + only(pair)
                    + " GROUP BY dependent) e WHERE frame.id = e.dependent"),
            depend,
            pair)
        .execute();
    int overruled =
        bind(
                h.createUpdate(
                    "UPDATE frame_depend SET active = 2 WHERE depend = :depend AND active = 1"
                        + only(pair)),
                depend,
                pair)
            .execute();
    h.createUpdate(
            "UPDATE depend SET active = 2 WHERE id = :depend AND active = 1 AND NOT EXISTS"
                + " (SELECT 1 FROM frame_depend WHERE depend = :depend AND active = 1)")
        .bind("depend", depend)
        .execute();
    return Math.min(1, overruled);
  }

  private int enforcePairs(long depend, @Nullable Pair pair) {
    bind(
            h.createUpdate(
                """
                UPDATE frame SET holds = holds + e.n, waived = 0,
                  state = CASE state WHEN 'WAITING' THEN 'DEPEND' ELSE state END
                FROM (SELECT dependent, count(*) AS n FROM frame_depend
                      WHERE depend = :depend AND active <> 1
                """
                    + only(pair)
                    + " GROUP BY dependent) e WHERE frame.id = e.dependent"),
            depend,
            pair)
        .execute();
    int enforced =
        bind(
                h.createUpdate(
                    "UPDATE frame_depend SET active = 1 WHERE depend = :depend AND active <> 1"
                        + only(pair)),
                depend,
                pair)
            .execute();
    if (enforced > 0) {
      h.createUpdate("UPDATE depend SET active = 1 WHERE id = :depend")
          .bind("depend", depend)
          .execute();
    }
    return Math.min(1, enforced);
  }

  private static String only(@Nullable Pair pair) {
    return pair == null ? "" : " AND target = :target AND dependent = :dependent";
  }

  private static Update bind(Update update, long depend, @Nullable Pair pair) {
    update.bind("depend", depend);
    return pair == null
        ? update
        : update.bind("target", pair.target()).bind("dependent", pair.dependent());
  }

  private List<Row> list(String which, Found thing, String where) {
    return h.createQuery("SELECT d.id, d.kind, d.active FROM depend d WHERE " + which)
        .bind("job", thing.job().id())
        .bind("layer", thing.layerRow())
        .bind("frame", thing.frame())
        .bind("where", where)
        .map((row, context) ->
            new Row(row.getLong("id"), isByFrame(row.getString("kind")), row.getInt("active")))
        .list();
  }

  private Row known(String key, DependId id) {
    return h.createQuery("SELECT id, kind, active FROM depend WHERE key = :key")
        .bind("key", key)
        .map((row, context) ->
            new Row(row.getLong("id"), isByFrame(row.getString("kind")), row.getInt("active")))
        .findOne()
        .orElseThrow(() -> missing(id));
  }

  private Pair pairKnown(PairKey key, DependId id) {
    if (new DependReader(h).byId(id).isEmpty()) {
      throw missing(id);
    }
    return Pair.of(0, key.target(), key.dependent());
  }

  private static boolean isByFrame(String kind) {
    return switch (Kind.valueOf(kind)) {
      case FRAME_BY_FRAME, PREVIOUS_FRAME -> true;
      case JOB_ON_JOB,
          JOB_ON_LAYER,
          JOB_ON_FRAME,
          LAYER_ON_JOB,
          LAYER_ON_LAYER,
          LAYER_ON_FRAME,
          FRAME_ON_JOB,
          FRAME_ON_LAYER,
          FRAME_ON_FRAME,
          LAYER_ON_SIM_FRAME ->
          false;
    };
  }

  private static FarmException missing(DependId id) {
    return new FarmException(FarmFailure.NotFound.of("dependency", id.value()));
  }
}
