package io.farmgate.domain;

/** One edit of a filter, as it stood when it was read. */
public record Action(ActionId id, JobEdit edit) {}
