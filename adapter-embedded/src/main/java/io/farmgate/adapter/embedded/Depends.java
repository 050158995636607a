package io.farmgate.adapter.embedded;

import org.jdbi.v3.core.Handle;

/**
 * What waits for what, once it is in the database.
 *
 * <p>Every frame counts the active dependencies that hold it ({@code holds}); it stands in DEPEND
 * while it is held and has not run, unless a person has waived that ({@code waived}), which holds
 * until something new holds the frame. When work that is done is run again, it holds back again
 * what has not run yet, as in OpenCue.
 */
final class Depends {
  private static final String WHOLE_TARGET =
      " d.kind NOT IN ('FRAME_BY_FRAME', 'PREVIOUS_FRAME') AND d.active = 1 AND d.target_job = :job";

  /** What {@code active} says of a dependency that no longer holds because its target is done. */
  private static final int DONE = 0;

  /** The same of one that a person has overruled, which only a person makes hold again. */
  static final int OVERRULED = 2;

  private Depends() {}

  /**
   * Lets go of what waited for frames that are done now, and finishes their job where all of it is
   * done. The frames are the rows in the temporary table {@code picked}, all of {@code job}.
   */
  static void framesDone(Handle h, long job, long now) {
    boolean awaited =
        h.createQuery("SELECT EXISTS (SELECT 1 FROM depend WHERE target_job = :job AND active = 1)")
            .bind("job", job)
            .mapTo(Boolean.class)
            .one();
    if (awaited) {
      releaseFrameByFrame(h);
      releaseWholeTargets(h, job);
    }
    int finished =
        h.createUpdate(
                "UPDATE job SET stopped_at = :now WHERE id = :job AND stopped_at IS NULL"
                    + " AND waiting + depend + running + dead + checkpoint = 0")
            .bind("now", now)
            .bind("job", job)
            .execute();
    if (finished > 0 && awaited) {
      jobOver(h, job);
    }
  }

  /** Lets go of what waited for the job itself; not of what waited for its layers or frames. */
  static void jobOver(Handle h, long job) {
    h.createQuery(
            "SELECT d.id FROM depend d WHERE"
                + WHOLE_TARGET
                + " AND d.target_layer IS NULL AND d.target_frame IS NULL")
        .bind("job", job)
        .mapTo(Long.class)
        .list()
        .forEach(depend -> satisfy(h, depend));
  }

  /**
   * Holds back again what waits for frames that were done and are not any more: the rows in the
   * temporary table {@code undone}, all of {@code job}.
   *
   * @param reopened whether the job was finished and is not any more
   */
  static void framesUndone(Handle h, long job, boolean reopened) {
    h.execute(
        """
        UPDATE frame SET holds = holds + e.n, waived = 0,
          state = CASE state WHEN 'WAITING' THEN 'DEPEND' ELSE state END
        FROM (SELECT x.dependent, count(*) AS n
              FROM undone u CROSS JOIN frame_depend x ON x.target = u.frame
              WHERE x.active = 0 GROUP BY x.dependent) e
        WHERE frame.id = e.dependent
        """);
    h.execute(
        "UPDATE depend SET active = 1 WHERE id IN (SELECT x.depend FROM undone u"
            + " CROSS JOIN frame_depend x ON x.target = u.frame WHERE x.active = 0)");
    h.execute(
        "UPDATE frame_depend SET active = 1"
            + " WHERE active = 0 AND target IN (SELECT frame FROM undone)");
    h.createQuery(
            """
            SELECT d.id FROM depend d
            WHERE d.kind NOT IN ('FRAME_BY_FRAME', 'PREVIOUS_FRAME')
              AND d.active = 0 AND d.target_job = :job
              AND (d.target_frame IN (SELECT frame FROM undone)
                OR (d.target_frame IS NULL AND d.target_layer IN
                    (SELECT f.layer FROM undone u CROSS JOIN frame f ON f.id = u.frame)
                  AND NOT (d.any_frame = 1 AND EXISTS (SELECT 1 FROM frame f
                    WHERE f.layer = d.target_layer AND f.state IN ('SUCCEEDED', 'EATEN'))))
                OR (d.target_layer IS NULL AND :reopened))
            """)
        .bind("job", job)
        .bind("reopened", reopened)
        .mapTo(Long.class)
        .list()
        .forEach(depend -> unsatisfy(h, depend));
  }

  /** Makes a dependency on the whole of something hold. */
  static void unsatisfy(Handle h, long depend) {
    h.createUpdate("UPDATE depend SET active = 1 WHERE id = :depend")
        .bind("depend", depend)
        .execute();
    hold(h, depend);
  }

  /** Holds back what {@code depend} says. */
  static void hold(Handle h, long depend) {
    h.createUpdate(
            "UPDATE frame SET holds = holds + 1, waived = 0,"
                + " state = CASE state WHEN 'WAITING' THEN 'DEPEND' ELSE state END WHERE "
                + DEPENDENT_FRAMES)
        .bind("depend", depend)
        .execute();
  }

  /** Holds back each frame that {@code depend} ties to a single other one. */
  static void holdFrameByFrame(Handle h, long depend) {
    h.createUpdate(
            """
            UPDATE frame SET holds = holds + e.n, waived = 0,
              state = CASE state WHEN 'WAITING' THEN 'DEPEND' ELSE state END
            FROM (SELECT dependent, count(*) AS n FROM frame_depend
                  WHERE depend = :depend AND active = 1 GROUP BY dependent) e
            WHERE frame.id = e.dependent
            """)
        .bind("depend", depend)
        .execute();
  }

  private static final String DEPENDENT_FRAMES =
      """
      id IN (
        SELECT f.id FROM depend d
        CROSS JOIN layer l ON l.job = d.dependent_job
          AND (d.dependent_layer IS NULL OR l.id = d.dependent_layer)
        CROSS JOIN frame f ON f.layer = l.id
          AND (d.dependent_frame IS NULL OR f.id = d.dependent_frame)
        WHERE d.id = :depend)
      """;

  private static void satisfy(Handle h, long depend) {
    release(h, depend, DONE);
  }

  /** Lets go of what a dependency on the whole of something holds; it is active. */
  static void release(Handle h, long depend, int becomes) {
    h.createUpdate("UPDATE depend SET active = :becomes WHERE id = :depend")
        .bind("becomes", becomes)
        .bind("depend", depend)
        .execute();
    h.createUpdate(
            "UPDATE frame SET holds = holds - 1, state ="
                + " CASE WHEN state = 'DEPEND' AND holds = 1 THEN 'WAITING' ELSE state END WHERE "
                + DEPENDENT_FRAMES)
        .bind("depend", depend)
        .execute();
  }

  private static void releaseFrameByFrame(Handle h) {
    int released =
        h.execute(
            """
            UPDATE frame SET holds = holds - e.n,
              state = CASE WHEN state = 'DEPEND' AND holds = e.n THEN 'WAITING' ELSE state END
            FROM (SELECT x.dependent, count(*) AS n
                  FROM picked p CROSS JOIN frame_depend x ON x.target = p.frame
                  WHERE x.active = 1 GROUP BY x.dependent) e
            WHERE frame.id = e.dependent
            """);
    if (released == 0) {
      return;
    }
    h.execute(
        """
        UPDATE depend SET active = 0 WHERE id IN (
          SELECT x.depend FROM picked p CROSS JOIN frame_depend x ON x.target = p.frame
          WHERE x.active = 1)
        AND NOT EXISTS (
          SELECT 1 FROM frame_depend rest WHERE rest.depend = depend.id AND rest.active = 1
            AND rest.target NOT IN (SELECT frame FROM picked))
        """);
    h.execute(
        "UPDATE frame_depend SET active = 0"
            + " WHERE active = 1 AND target IN (SELECT frame FROM picked)");
  }

  private static void releaseWholeTargets(Handle h, long job) {
    h.createQuery(
            "SELECT d.id FROM depend d WHERE"
                + WHOLE_TARGET
                + """
                 AND (d.target_frame IN (SELECT frame FROM picked)
                  OR (d.target_frame IS NULL AND d.any_frame = 1 AND d.target_layer IN
                    (SELECT f.layer FROM picked p CROSS JOIN frame f ON f.id = p.frame))
                  OR (d.target_frame IS NULL AND d.target_layer IN
                    (SELECT l.id FROM layer l WHERE l.job = :job
                      AND l.waiting + l.depend + l.running + l.dead + l.checkpoint = 0)))
                """)
        .bind("job", job)
        .mapTo(Long.class)
        .list()
        .forEach(depend -> satisfy(h, depend));
  }
}
