package io.farmgate.archfixture.adapter.http.edge;

/** Keeps every rule; an HTTP adapter may import it. */
public interface Exchange {}
