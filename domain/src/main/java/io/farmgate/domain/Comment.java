package io.farmgate.domain;

import java.time.Instant;

/**
 * What a person left on a job or on a host for others to read.
 *
 * @param time when it was left
 * @param user who left it
 * @param subject may be empty
 * @param message may be empty where there is a subject; may have several lines
 */
public record Comment(CommentId id, Instant time, String user, String subject, String message) {}
