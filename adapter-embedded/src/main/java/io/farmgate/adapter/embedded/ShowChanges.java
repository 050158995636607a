package io.farmgate.adapter.embedded;

import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.ShowControl;
import io.farmgate.domain.spec.ShowRules;
import org.jdbi.v3.core.Handle;

/** Changes shows, in the database. */
final class ShowChanges implements ShowControl {
  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book more. */
  ShowChanges(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public void setActive(ShowId show, boolean active) {
    set(show, "active", active);
  }

  @Override
  public void setBooking(ShowId show, boolean enabled) {
    set(show, "booking_enabled", enabled);
  }

  @Override
  public void setDispatching(ShowId show, boolean enabled) {
    set(show, "dispatch_enabled", enabled);
  }

  @Override
  public void setCommentEmail(ShowId show, String addresses) {
    ShowRules.checkEmail(addresses);
    set(show, "comment_email", addresses);
  }

  @Override
  public void setDefaultGpus(ShowId show, int min, int max) {
    ShowRules.checkGpus(min, max);
    database.write(h -> {
      long row = row(h, show);
      h.execute("UPDATE show SET default_min_gpus = ? WHERE id = ?", min, row);
      return h.execute("UPDATE show SET default_max_gpus = ? WHERE id = ?", max, row);
    });
  }

  @Override
  public void archive(ShowId show, String target) {
    database.write(h -> {
      long row = row(h, show);
      long other = ShowStore.row(h, target).orElseThrow(() -> Lookup.notFound("show", target));
      if (other == row) {
        throw new FarmException(
            new FarmFailure.Invalid("target show: the show itself (expected: another one)"));
      }
      String name =
          h.createQuery("SELECT name FROM show WHERE id = :row")
              .bind("row", row)
              .mapTo(String.class)
              .one();
      String archived = ShowRules.archived(name);
      boolean group =
          h.createQuery(
                  "SELECT EXISTS (SELECT 1 FROM job_group WHERE show = :row AND name = :name)")
              .bind("row", row)
              .bind("name", archived)
              .mapTo(Boolean.class)
              .one();
      if (group || ShowStore.row(h, archived).isPresent()) {
        throw Lookup.taken("show or group", archived);
      }
      h.execute("UPDATE show SET name = ? WHERE id = ?", archived, row);
      h.execute("UPDATE job_group SET name = ? WHERE show = ? AND parent IS NULL", archived, row);
      h.execute("UPDATE show_alias SET show = ? WHERE show = ?", other, row);
      return h.execute("INSERT INTO show_alias (name, show) VALUES (?, ?)", name, other);
    });
  }

  @Override
  public void delete(ShowId show) {
    database.write(h -> {
      long row = row(h, show);
      refuse(h, row, "job", "has or had jobs (expected: one that never had any)");
      refuse(h, row, "owner", "has owners whose hosts work for it (expected: none)");
      h.execute("DELETE FROM subscription WHERE show = ?", row);
      h.execute("DELETE FROM service WHERE show = ?", row);
      h.execute(
          "DELETE FROM task WHERE department IN (SELECT id FROM department WHERE show = ?)", row);
      h.execute("DELETE FROM department WHERE show = ?", row);
      h.execute("DELETE FROM show_alias WHERE show = ?", row);
      for (String part : new String[] {"action", "matcher"}) {
        h.execute(
            "DELETE FROM " + part + " WHERE filter IN (SELECT id FROM filter WHERE show = ?)", row);
      }
      h.execute("DELETE FROM filter WHERE show = ?", row);
      // The deepest first: each refers to the one that it lies in.
      for (long group :
          h.createQuery("SELECT id FROM job_group WHERE show = :show ORDER BY level DESC")
              .bind("show", row)
              .mapTo(Long.class)
              .list()) {
        h.execute("DELETE FROM job_group WHERE id = ?", group);
      }
      return h.execute("DELETE FROM show WHERE id = ?", row);
    });
  }

  private static void refuse(Handle h, long show, String table, String what) {
    boolean used =
        h.createQuery("SELECT EXISTS (SELECT 1 FROM " + table + " WHERE show = :show)")
            .bind("show", show)
            .mapTo(Boolean.class)
            .one();
    if (used) {
      throw new FarmException(new FarmFailure.Precondition("the show " + what));
    }
  }

  private void set(ShowId show, String column, Object value) {
    database.write(
        h -> h.execute("UPDATE show SET " + column + " = ? WHERE id = ?", value, row(h, show)));
    wakeUp.call();
  }

  private static long row(Handle h, ShowId show) {
    return Lookup.row(h, "show", show.value());
  }
}
