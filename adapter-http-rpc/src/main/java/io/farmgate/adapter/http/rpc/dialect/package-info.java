/**
 * The calls that OpenCue's documents describe and its contract does not know. Start at {@link
 * Dialect}, whose table {@link DocumentedCalls} is meant to be read row by row.
 */
@NullMarked
package io.farmgate.adapter.http.rpc.dialect;

import org.jspecify.annotations.NullMarked;
