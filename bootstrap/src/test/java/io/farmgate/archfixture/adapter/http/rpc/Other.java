package io.farmgate.archfixture.adapter.http.rpc;

/** Keeps every rule; the edge imports it. */
public interface Other {}
