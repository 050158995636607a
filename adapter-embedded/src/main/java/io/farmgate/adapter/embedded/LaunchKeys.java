package io.farmgate.adapter.embedded;

import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.LaunchOnce;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Keys of launches, in the transaction that launches. */
final class LaunchKeys {
  private LaunchKeys() {}

  private record Kept(String digest, String answer) {}

  /**
   * Answers from what is kept, or launches and keeps the answer.
   *
   * @param now in milliseconds since 1970; what is older than it must be is forgotten
   */
  static LaunchOnce once(Handle h, LaunchKey key, long now, Supplier<String> launch) {
    h.createUpdate("DELETE FROM launch_key WHERE at < :before")
        .bind("before", now - LaunchKey.KEPT.toMillis())
        .execute();
    Optional<Kept> kept =
        h.createQuery("SELECT digest, answer FROM launch_key WHERE caller = :caller AND key = :key")
            .bind("caller", key.caller())
            .bind("key", key.key())
            .map((row, context) -> new Kept(row.getString("digest"), row.getString("answer")))
            .findOne();
    if (kept.isPresent()) {
      return kept.get().digest().equals(key.digest())
          ? new LaunchOnce.Launched(kept.get().answer(), true)
          : new LaunchOnce.OtherWork();
    }
    String answer = launch.get();
    h.execute(
        "INSERT INTO launch_key (caller, key, digest, answer, at) VALUES (?, ?, ?, ?, ?)",
        key.caller(),
        key.key(),
        key.digest(),
        answer,
        now);
    return new LaunchOnce.Launched(answer, false);
  }
}
