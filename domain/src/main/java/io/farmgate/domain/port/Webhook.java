package io.farmgate.domain.port;

import io.farmgate.domain.WebhookId;
import io.farmgate.domain.port.FarmChange.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who is called when a farm changes, as it stood when it was read. Its secret is not told.
 *
 * @param farm the name of the farm
 * @param target who is called; the path may be a secret of theirs
 * @param createdBy the subject of who made it
 * @param pending how many events wait to be told
 * @param failures calls in a row that failed; 0 after one that did not
 * @param nextTry not before that the next call is made; absent where nothing holds it back
 */
public record Webhook(
    WebhookId id,
    String farm,
    URI target,
    Wanted wanted,
    String createdBy,
    Instant createTime,
    int pending,
    int failures,
    Optional<Instant> nextTry) {

  /**
   * Which changes are told. An empty part does not narrow; parts narrow together.
   *
   * @param jobs ids or full names
   */
  public record Wanted(Set<String> shows, Set<String> jobs, Set<String> users, Set<Kind> kinds) {
    public Wanted {
      shows = Set.copyOf(shows);
      jobs = Set.copyOf(jobs);
      users = Set.copyOf(users);
      kinds = Set.copyOf(kinds);
    }
  }
}
