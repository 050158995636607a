/**
 * OpenCue's contract as the rest of the gateway sees it: data. {@link
 * io.farmgate.opencue.protocol.MethodCatalogue} knows every method, its messages, what it does to a
 * farm and whether it is offered; {@link io.farmgate.opencue.protocol.OpenCueContract} holds the
 * descriptors below it. The messages themselves are generated into {@code io.farmgate.opencue.wire}
 * from the module's {@code .proto} files, which also explain the farm's concepts.
 */
@NullMarked
package io.farmgate.opencue.protocol;

import org.jspecify.annotations.NullMarked;
