package io.farmgate.adapter.webhooks;

import java.time.Instant;

/**
 * One event that waits to be told.
 *
 * @param row where it is in the file
 * @param key what clients know it by
 * @param attempts calls so far
 * @param madeAt when it was heard of
 * @param failures calls of its webhook that failed in a row
 * @param nextTry not before that
 */
record Message(
    long row,
    String key,
    String body,
    int attempts,
    Instant madeAt,
    int failures,
    Instant nextTry) {}
