package io.farmgate.archfixture.adapter.http.resource.opencue;

/** A thing of one dialect. */
public interface Thing {}
