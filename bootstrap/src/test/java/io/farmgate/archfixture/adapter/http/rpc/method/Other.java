package io.farmgate.archfixture.adapter.http.rpc.method;

/** Keeps every rule; the edge imports it. */
public interface Other {}
