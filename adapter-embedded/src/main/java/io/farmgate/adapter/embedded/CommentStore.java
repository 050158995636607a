package io.farmgate.adapter.embedded;

import io.farmgate.domain.Comment;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Comments;
import io.farmgate.domain.spec.CommentRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The comments, in the database. */
final class CommentStore implements Comments {
  private final FarmDatabase database;
  private final Clock clock;

  CommentStore(FarmDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What comments are left on, as its table and its column are called, and its key. */
  private record Target(String table, String key) {
    static Target of(Commented thing) {
      return switch (thing) {
        case Commented.OfJob job -> new Target("job", job.id().value());
        case Commented.OfHost host -> new Target("host", host.id().value());
      };
    }
  }

  @Override
  public List<Comment> on(Commented thing) {
    Target target = Target.of(thing);
    return database.read(h ->
        h.createQuery(
                "SELECT c.* FROM %1$s t JOIN comment c ON c.%1$s = t.id WHERE t.key = :key"
                        .formatted(target.table())
                    + " ORDER BY c.at, c.id")
            .bind("key", target.key())
            .map((row, context) -> comment(row))
            .list());
  }

  @Override
  public Comment add(Commented thing, String user, String subject, String message) {
    CommentRules.check(user, subject, message);
    Target target = Target.of(thing);
    return database.write(h -> {
      String key = UUID.randomUUID().toString();
      h.createUpdate(
              "INSERT INTO comment (key, "
                  + target.table()
                  + ", at, user, subject, message)"
                  + " VALUES (:key, :target, :at, :user, :subject, :message)")
          .bind("key", key)
          .bind("target", Lookup.row(h, target.table(), target.key()))
          .bind("at", clock.millis())
          .bind("user", user)
          .bind("subject", subject)
          .bind("message", message)
          .execute();
      return h.createQuery("SELECT * FROM comment WHERE key = :key")
          .bind("key", key)
          .map((row, context) -> comment(row))
          .one();
    });
  }

  @Override
  public void change(CommentId id, String subject, String message) {
    CommentRules.check(subject, message);
    database.write(h ->
        known(
            h.createUpdate(
                    "UPDATE comment SET subject = :subject, message = :message WHERE key = :key")
                .bind("subject", subject)
                .bind("message", message)
                .bind("key", id.value())
                .execute(),
            id));
  }

  @Override
  public void delete(CommentId id) {
    database.write(h -> known(delete(h, id), id));
  }

  private static int delete(Handle h, CommentId id) {
    return h.createUpdate("DELETE FROM comment WHERE key = :key").bind("key", id.value()).execute();
  }

  private static int known(int changed, CommentId id) {
    if (changed == 0) {
      throw new FarmException(FarmFailure.NotFound.of("comment", id.value()));
    }
    return changed;
  }

  private static Comment comment(ResultSet row) throws SQLException {
    return new Comment(
        new CommentId(row.getString("key")),
        Instant.ofEpochMilli(row.getLong("at")),
        row.getString("user"),
        row.getString("subject"),
        row.getString("message"));
  }
}
