package io.farmgate.domain.port;

/**
 * Who ended something, and why; kept by the farm.
 *
 * @param user the person, or the token's subject
 * @param host from where
 * @param pid of the client's process, where it is known, else 0
 * @param text in the person's words; may be empty
 */
public record KillReason(String user, String host, long pid, String text) {}
