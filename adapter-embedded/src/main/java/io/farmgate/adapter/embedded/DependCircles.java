package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.DependWriter.Found;
import org.jdbi.v3.core.Handle;

/**
 * Tells whether one more dependency would make work wait for itself.
 *
 * <p>What waits for something can start when that is done, and so can its parts; and what holds a
 * part of something holds its end. So it follows, from what is to wait, all that waits for it or a
 * part or the whole of it, and looks whether it comes to what is to be waited for. Dependencies
 * that are done count, because a retry brings them back; those that people have overruled do not.
 */
final class DependCircles {
  private static final String WAITS =
      """
      WITH RECURSIVE held (job, layer, frame) AS (
        SELECT :job, :layer, :frame
        UNION
        SELECT d.dependent_job, d.dependent_layer, d.dependent_frame
        FROM held s JOIN depend d ON d.target_job = s.job AND d.active <> 2
          AND d.kind NOT IN ('FRAME_BY_FRAME', 'PREVIOUS_FRAME')
          AND (s.layer IS NULL OR d.target_layer IS NULL OR d.target_layer = s.layer)
          AND (s.frame IS NULL OR d.target_frame IS NULL OR d.target_frame = s.frame)
        UNION
        SELECT l.job, f.layer, f.id
        FROM held s JOIN frame_depend x ON x.target = s.frame AND x.active <> 2
          JOIN frame f ON f.id = x.dependent JOIN layer l ON l.id = f.layer
        WHERE s.frame IS NOT NULL
        UNION
        SELECT d.dependent_job, d.dependent_layer, NULL
        FROM held s JOIN depend d ON d.target_job = s.job AND d.active <> 2
          AND d.kind IN ('FRAME_BY_FRAME', 'PREVIOUS_FRAME')
          AND (s.layer IS NULL OR d.target_layer = s.layer)
        WHERE s.frame IS NULL
      )
      SELECT EXISTS (
        SELECT 1 FROM held s WHERE s.job = :onJob
          AND (s.layer IS NULL OR :onLayer IS NULL OR s.layer = :onLayer)
          AND (s.frame IS NULL OR :onFrame IS NULL OR s.frame = :onFrame))
      """;

  private final Handle h;

  DependCircles(Handle h) {
    this.h = h;
  }

  /** Tells whether {@code target} waits for {@code dependent} already, or is a part of it. */
  boolean closes(Found dependent, Found target) {
    return h.createQuery(WAITS)
        .bind("job", dependent.job().id())
        .bind("layer", dependent.layerRow())
        .bind("frame", dependent.frame())
        .bind("onJob", target.job().id())
        .bind("onLayer", target.layerRow())
        .bind("onFrame", target.frame())
        .mapTo(Boolean.class)
        .one();
  }
}
