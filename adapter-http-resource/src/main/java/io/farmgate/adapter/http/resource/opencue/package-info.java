/**
 * OpenCue's documented resource API, on any farm. Start at {@link
 * io.farmgate.adapter.http.resource.opencue.OpenCueResourceApi}, the package's one entry; {@code
 * opencue.json} beside it is the contract, {@code Operation} one row of what is served, {@code
 * Shapes} what is told of each thing.
 */
@NullMarked
package io.farmgate.adapter.http.resource.opencue;

import org.jspecify.annotations.NullMarked;
