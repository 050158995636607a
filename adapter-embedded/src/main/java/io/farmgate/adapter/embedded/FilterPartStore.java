package io.farmgate.adapter.embedded;

import io.farmgate.domain.Action;
import io.farmgate.domain.ActionId;
import io.farmgate.domain.Filter;
import io.farmgate.domain.FilterId;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.Matcher;
import io.farmgate.domain.MatcherId;
import io.farmgate.domain.port.FilterParts;
import io.farmgate.domain.spec.FilterRules;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What filters are made of, in the database. */
final class FilterPartStore implements FilterParts {
  private final FarmDatabase database;

  FilterPartStore(FarmDatabase database) {
    this.database = database;
  }

  @Override
  public List<Matcher> matchers(FilterId filter) {
    return database.read(h ->
        h.createQuery(
                "SELECT m.* FROM matcher m JOIN filter f ON f.id = m.filter WHERE f.key = :key"
                    + " ORDER BY m.id")
            .bind("key", filter.value())
            .map((row, context) ->
                new Matcher(new MatcherId(row.getString("key")), FilterRows.rule(row)))
            .list());
  }

  @Override
  public List<Action> actions(FilterId filter) {
    return database.read(h ->
        h.createQuery(FilterRows.ACTIONS + " WHERE f.key = :key ORDER BY a.id")
            .bind("key", filter.value())
            .map((row, context) ->
                new Action(new ActionId(row.getString("key")), FilterRows.edit(row)))
            .list());
  }

  @Override
  public Optional<Filter> filterOf(MatcherId matcher) {
    return database.read(h -> filterOf(h, "matcher", matcher.value()));
  }

  @Override
  public Optional<Filter> filterOf(ActionId action) {
    return database.read(h -> filterOf(h, "action", action.value()));
  }

  @Override
  public Matcher addMatcher(FilterId filter, MatchRule rule) {
    FilterRules.check(rule);
    MatcherId id = new MatcherId(UUID.randomUUID().toString());
    return database.write(h -> {
      h.createUpdate(
              "INSERT INTO matcher (key, filter, subject, kind, input)"
                  + " VALUES (:key, :filter, :subject, :kind, :input)")
          .bind("key", id.value())
          .bind("filter", Lookup.row(h, "filter", filter.value()))
          .bind("subject", rule.subject().name())
          .bind("kind", rule.kind().name())
          .bind("input", rule.input())
          .execute();
      return new Matcher(id, rule);
    });
  }

  @Override
  public void setMatcher(MatcherId matcher, MatchRule rule) {
    FilterRules.check(rule);
    database.write(h ->
        h.execute(
            "UPDATE matcher SET subject = ?, kind = ?, input = ? WHERE id = ?",
            rule.subject().name(),
            rule.kind().name(),
            rule.input(),
            Lookup.row(h, "matcher", matcher.value())));
  }

  @Override
  public void deleteMatcher(MatcherId matcher) {
    database.write(h ->
        h.execute("DELETE FROM matcher WHERE id = ?", Lookup.row(h, "matcher", matcher.value())));
  }

  @Override
  public Action addAction(FilterId filter, JobEdit edit) {
    FilterRules.check(edit);
    ActionId id = new ActionId(UUID.randomUUID().toString());
    return database.write(h -> {
      long filterRow = Lookup.row(h, "filter", filter.value());
      h.execute("INSERT INTO action (key, filter, kind) VALUES (?, ?, '')", id.value(), filterRow);
      FilterRows.set(h, Lookup.row(h, "action", id.value()), filterRow, edit);
      return new Action(id, edit);
    });
  }

  @Override
  public void setAction(ActionId action, JobEdit edit) {
    FilterRules.check(edit);
    database.write(h -> {
      long row = Lookup.row(h, "action", action.value());
      long filter =
          h.createQuery("SELECT filter FROM action WHERE id = :id")
              .bind("id", row)
              .mapTo(Long.class)
              .one();
      return FilterRows.set(h, row, filter, edit);
    });
  }

  @Override
  public void deleteAction(ActionId action) {
    database.write(
        h -> h.execute("DELETE FROM action WHERE id = ?", Lookup.row(h, "action", action.value())));
  }

  private static Optional<Filter> filterOf(Handle h, String table, String key) {
    return h.createQuery(
            "SELECT f.* FROM filter f JOIN " + table + " p ON p.filter = f.id WHERE p.key = :key")
        .bind("key", key)
        .map((row, context) -> FilterStore.filter(row))
        .findOne();
  }
}
