package io.farmgate.adapter.webhooks;

import io.farmgate.domain.WebhookId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FarmChange.Kind;
import io.farmgate.domain.port.Webhook;
import io.farmgate.domain.port.Webhook.Wanted;
import io.farmgate.domain.port.Webhooks;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The webhooks themselves, in the file. */
final class WebhookStore {
  private static final String SELECT =
      "SELECT w.*, (SELECT count(*) FROM message m WHERE m.webhook = w.id"
          + " AND m.status = 'PENDING') AS pending FROM webhook w";

  private final WebhookFile file;
  private final int most;

  WebhookStore(WebhookFile file, int most) {
    this.file = file;
    this.most = most;
  }

  /** A webhook with what only its own calls need. */
  record Stored(long row, Webhook webhook, Secret secret) {}

  Stored create(Webhooks.Draft draft, Secret secret, Instant now) {
    return file.in(h -> {
      int there =
          h.createQuery("SELECT count(*) FROM webhook WHERE farm = :farm")
              .bind("farm", draft.farm())
              .mapTo(Integer.class)
              .one();
      if (there >= most) {
        throw new FarmException(
            new FarmFailure.Conflict(
                "the farm has " + there + " webhooks already (expected: no more)"));
      }
      String key = "webhook-" + UUID.randomUUID();
      h.createUpdate(
              "INSERT INTO webhook (key, farm, target, secret, shows, jobs, users, kinds,"
                  + " created_by, created_at) VALUES (:key, :farm, :target, :secret, :shows,"
                  + " :jobs, :users, :kinds, :by, :now)")
          .bind("key", key)
          .bind("farm", draft.farm())
          .bind("target", draft.target().toString())
          .bind("secret", secret.reveal())
          .bind("shows", lines(draft.wanted().shows()))
          .bind("jobs", lines(draft.wanted().jobs()))
          .bind("users", lines(draft.wanted().users()))
          .bind("kinds", lines(draft.wanted().kinds().stream().map(Kind::name).toList()))
          .bind("by", draft.createdBy())
          .bind("now", now.toEpochMilli())
          .execute();
      return h.createQuery(SELECT + " WHERE w.key = :key")
          .bind("key", key)
          .map((row, context) -> stored(row))
          .one();
    });
  }

  List<Stored> all() {
    return file.in(
        h -> h.createQuery(SELECT + " ORDER BY w.id").map((row, context) -> stored(row)).list());
  }

  Optional<Stored> byId(WebhookId id) {
    return file.in(h ->
        h.createQuery(SELECT + " WHERE w.key = :key")
            .bind("key", id.value())
            .map((row, context) -> stored(row))
            .findOne());
  }

  boolean delete(WebhookId id) {
    return file.in(h ->
        h.createUpdate("DELETE FROM webhook WHERE key = :key").bind("key", id.value()).execute()
            > 0);
  }

  private static Stored stored(ResultSet row) throws SQLException {
    long nextTry = row.getLong("next_try");
    return new Stored(
        row.getLong("id"),
        new Webhook(
            new WebhookId(row.getString("key")),
            row.getString("farm"),
            URI.create(row.getString("target")),
            new Wanted(
                names(row.getString("shows")),
                names(row.getString("jobs")),
                names(row.getString("users")),
                names(row.getString("kinds")).stream()
                    .map(Kind::valueOf)
                    .collect(Collectors.toSet())),
            row.getString("created_by"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            row.getInt("pending"),
            row.getInt("failures"),
            nextTry == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(nextTry))),
        Secret.parse(row.getString("secret")).orElseThrow());
  }

  private static String lines(Collection<String> names) {
    return String.join("\n", names);
  }

  private static Set<String> names(String lines) {
    return lines.isEmpty() ? Set.of() : Set.of(lines.split("\n", -1));
  }
}
