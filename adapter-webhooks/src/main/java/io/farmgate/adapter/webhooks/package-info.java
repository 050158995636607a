/**
 * Calls those who want to know of changes, and keeps what they are still to be told in a file of
 * its own. Start at {@link io.farmgate.adapter.webhooks.WebhookService}.
 */
@NullMarked
package io.farmgate.adapter.webhooks;

import org.jspecify.annotations.NullMarked;
