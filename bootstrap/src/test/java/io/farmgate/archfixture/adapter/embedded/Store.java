package io.farmgate.archfixture.adapter.embedded;

/** Keeps every rule; others import it. */
public interface Store {}
