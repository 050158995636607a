package io.farmgate.adapter.webhooks;

import java.time.Duration;

/**
 * How webhooks are called.
 *
 * @param targets whom they may call
 * @param timeout how long one call may take
 * @param first how long after a call that failed the next one is made, about; each further one
 *     after twice as long
 * @param longest but never later than that
 * @param giveUpAfter how old an event may be when it is tried for the last time
 * @param mostPending events that wait for one webhook; further ones are left out, and that is told
 * @param mostKept deliveries of one webhook that are done with and still shown
 * @param most webhooks of one farm
 */
public record WebhookSettings(
    WebhookTargets targets,
    Duration timeout,
    Duration first,
    Duration longest,
    Duration giveUpAfter,
    int mostPending,
    int mostKept,
    int most) {

  /**
   * A call may take 10 seconds. The next one is made after about 2 seconds, 4, 8... and 15 minutes
   * at last, for a day. 10,000 events wait, 1,000 are kept, of each of 100 webhooks.
   */
  public static WebhookSettings of(WebhookTargets targets) {
    return new WebhookSettings(
        targets,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofMinutes(15),
        Duration.ofHours(24),
        10_000,
        1_000,
        100);
  }
}
