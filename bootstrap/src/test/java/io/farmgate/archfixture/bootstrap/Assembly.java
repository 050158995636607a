package io.farmgate.archfixture.bootstrap;

/** Keeps every rule; an adapter imports it. */
public interface Assembly {}
