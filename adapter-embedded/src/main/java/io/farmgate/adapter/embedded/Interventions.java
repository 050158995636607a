package io.farmgate.adapter.embedded;

import io.farmgate.domain.port.KillReason;
import org.jdbi.v3.core.Handle;

/** Keeps who ended what, and why. */
final class Interventions {
  private Interventions() {}

  static void keep(Handle h, long now, String action, long job, int frames, KillReason reason) {
    h.createUpdate(
            """
            INSERT INTO intervention (at, action, job, frames, user, host, pid, reason)
            VALUES (:now, :action, :job, :frames, :user, :host, :pid, :reason)
            """)
        .bind("now", now)
        .bind("action", action)
        .bind("job", job)
        .bind("frames", frames)
        .bind("user", reason.user())
        .bind("host", reason.host())
        .bind("pid", reason.pid())
        .bind("reason", reason.text())
        .execute();
  }
}
