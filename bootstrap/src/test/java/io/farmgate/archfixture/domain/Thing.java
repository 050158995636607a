package io.farmgate.archfixture.domain;

/** Keeps every rule. */
public record Thing(String name) {}
