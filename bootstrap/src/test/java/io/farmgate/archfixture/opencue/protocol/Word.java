package io.farmgate.archfixture.opencue.protocol;

/** A word of the published language. */
public interface Word {}
