/**
 * The calls that OpenCue's documents show, as a table that can be run against any gateway with any
 * farm behind it. Start at {@link DocumentedRow}; {@link DocumentedWorld} makes what the calls are
 * about.
 */
@NullMarked
package io.farmgate.adapter.http.rpc.documented;

import org.jspecify.annotations.NullMarked;
