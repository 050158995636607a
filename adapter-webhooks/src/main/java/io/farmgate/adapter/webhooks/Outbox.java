package io.farmgate.adapter.webhooks;

import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import io.farmgate.domain.port.WebhookDelivery;
import io.farmgate.domain.port.WebhookDelivery.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What webhooks are to be told and were told, in the order in which it was heard of. */
final class Outbox {
  private final WebhookFile file;
  private final int mostPending;
  private final int mostKept;

  Outbox(WebhookFile file, int mostPending, int mostKept) {
    this.file = file;
    this.mostPending = mostPending;
    this.mostKept = mostKept;
  }

  /**
   * Keeps events for a webhook, as long as there is room. What finds none is counted by one event
   * more, which tells that changes were missed: it stands where they would.
   *
   * @param missed that event
   * @return how many found no room
   */
  int add(long webhook, List<Heard> events, Heard missed, Instant now) {
    return file.in(h -> {
      int room = Math.max(0, mostPending - pending(h, webhook));
      int fits = Math.min(room, events.size());
      events.subList(0, fits).forEach(event -> insert(h, webhook, event, 0, now));
      int left = events.size() - fits;
      if (left > 0 && !addToLast(h, webhook, left)) {
        insert(h, webhook, missed, left, now);
      }
      return left;
    });
  }

  static int pending(Handle h, long webhook) {
    return h.createQuery(
            "SELECT count(*) FROM message WHERE webhook = :webhook AND status = 'PENDING'")
        .bind("webhook", webhook)
        .mapTo(Integer.class)
        .one();
  }

  private static boolean addToLast(Handle h, long webhook, int left) {
    return h.createUpdate(
                "UPDATE message SET left_out = left_out + :left WHERE left_out > 0"
                    + " AND status = 'PENDING'"
                    + " AND id = (SELECT max(id) FROM message WHERE webhook = :webhook)")
            .bind("left", left)
            .bind("webhook", webhook)
            .execute()
        > 0;
  }

  private static void insert(Handle h, long webhook, Heard event, int left, Instant now) {
    h.createUpdate(
            "INSERT INTO message (webhook, key, event, body, made_at, left_out)"
                + " VALUES (:webhook, :key, :event, :body, :now, :left)")
        .bind("webhook", webhook)
        .bind("key", "msg_" + UUID.randomUUID().toString().replace("-", ""))
        .bind("event", event.event())
        .bind("body", event.body())
        .bind("now", now.toEpochMilli())
        .bind("left", left)
        .execute();
  }

  /** Returns what a webhook is to be told next. */
  Optional<Message> next(long webhook) {
    return file.in(h ->
        h.createQuery(
                "SELECT m.*, w.failures, w.next_try FROM message m JOIN webhook w"
                    + " ON w.id = m.webhook WHERE m.webhook = :webhook AND m.status = 'PENDING'"
                    + " ORDER BY m.id LIMIT 1")
            .bind("webhook", webhook)
            .map((row, context) ->
                new Message(
                    row.getLong("id"),
                    row.getString("key"),
                    row.getString("body"),
                    row.getInt("attempts"),
                    Instant.ofEpochMilli(row.getLong("made_at")),
                    row.getInt("failures"),
                    Instant.ofEpochMilli(row.getLong("next_try"))))
            .findOne());
  }

  /** Notes that a call was taken; forgets the oldest of too many that are done with. */
  void delivered(long webhook, Message message, int status, Instant now) {
    file.in(h -> {
      settle(h, message, Status.DELIVERED, OptionalInt.of(status), "", now);
      h.createUpdate("UPDATE webhook SET failures = 0, next_try = 0 WHERE id = :webhook")
          .bind("webhook", webhook)
          .execute();
      return forget(h, webhook);
    });
  }

  /**
   * Notes that a call was not taken.
   *
   * @param status PENDING where it is made again
   */
  void failed(
      long webhook,
      Message message,
      Status status,
      Sender.Ending ending,
      Instant now,
      Instant next) {
    file.in(h -> {
      settle(h, message, status, ending.status(), ending.problem().orElse(""), now);
      h.createUpdate(
              "UPDATE webhook SET failures = failures + 1, next_try = :next WHERE id = :webhook")
          .bind("next", next.toEpochMilli())
          .bind("webhook", webhook)
          .execute();
      return forget(h, webhook);
    });
  }

  private static void settle(
      Handle h, Message message, Status status, OptionalInt http, String note, Instant now) {
    h.createUpdate(
            "UPDATE message SET status = :status, attempts = attempts + 1, last_try = :now,"
                + " http_status = :http, note = :note WHERE id = :id")
        .bind("status", status.name())
        .bind("now", now.toEpochMilli())
        .bind("http", http.isPresent() ? http.getAsInt() : null)
        .bind("note", note)
        .bind("id", message.row())
        .execute();
  }

  private int forget(Handle h, long webhook) {
    return h.createUpdate(
            "DELETE FROM message WHERE webhook = :webhook AND status <> 'PENDING' AND id <="
                + " (SELECT id FROM message WHERE webhook = :webhook AND status <> 'PENDING'"
                + " ORDER BY id DESC LIMIT 1 OFFSET :kept)")
        .bind("webhook", webhook)
        .bind("kept", mostKept)
        .execute();
  }

  Page<WebhookDelivery> deliveries(
      long webhook, Set<Status> statuses, PageRequest page, Place start) {
    List<String> words = statuses.stream().map(Status::name).toList();
    String sql =
        "SELECT m.*, w.next_try, m.id = (SELECT min(id) FROM message WHERE webhook = :webhook AND"
            + " status = 'PENDING') AS first FROM message m JOIN webhook w ON w.id = m.webhook"
            + " WHERE m.webhook = :webhook AND m.id < :before"
            + (words.isEmpty() ? "" : " AND m.status IN (<words>)")
            + " ORDER BY m.id DESC LIMIT :limit";
    record Row(long id, WebhookDelivery delivery) {}
    List<Row> found =
        file.in(h -> {
          var query = h.createQuery(sql);
          if (!words.isEmpty()) {
            query.bindList("words", words);
          }
          return query
              .bind("webhook", webhook)
              .bind("before", Long.parseLong(start.text()))
              .bind("limit", page.limit() + 1)
              .map((row, context) -> new Row(row.getLong("id"), delivery(row)))
              .list();
        });
    boolean more = found.size() > page.limit();
    List<Row> told = more ? found.subList(0, page.limit()) : found;
    return new Page<>(
        told.stream().map(Row::delivery).toList(),
        more ? Optional.of(new Place(Long.toString(told.getLast().id()))) : Optional.empty());
  }

  private static WebhookDelivery delivery(ResultSet row) throws SQLException {
    Status status = Status.valueOf(row.getString("status"));
    long nextTry = row.getLong("next_try");
    long lastTry = row.getLong("last_try");
    int http = row.getInt("http_status");
    int left = row.getInt("left_out");
    String note = row.getString("note");
    String room = left == 0 ? "" : left + " changes are left out here: too many waited to be told";
    return new WebhookDelivery(
        row.getString("key"),
        row.getString("event"),
        status,
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("made_at")),
        lastTry == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastTry)),
        row.getBoolean("first") && nextTry > 0
            ? Optional.of(Instant.ofEpochMilli(nextTry))
            : Optional.empty(),
        http == 0 ? OptionalInt.empty() : OptionalInt.of(http),
        room.isEmpty() || note.isEmpty() ? room + note : room + "; " + note);
  }
}
