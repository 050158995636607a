package io.farmgate.adapter.webhooks;

/**
 * An event to be kept until it is told.
 *
 * @param event its name
 * @param body what is sent
 */
record Heard(String event, String body) {}
