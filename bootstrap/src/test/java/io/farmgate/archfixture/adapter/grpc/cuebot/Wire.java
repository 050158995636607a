package io.farmgate.archfixture.adapter.grpc.cuebot;

/** Keeps every rule; another adapter imports it. */
public interface Wire {}
