package io.farmgate.domain;

/** A rule of a filter, as it stood when it was read. */
public record Matcher(MatcherId id, MatchRule rule) {}
