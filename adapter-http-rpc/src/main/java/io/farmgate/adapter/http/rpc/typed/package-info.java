/**
 * OpenCue's methods on farms that do not speak OpenCue. Start at {@link TypedMethods}, which holds
 * a handler for each method that the ordinary use cases can answer; the classes beside it hold the
 * handlers of one service each, and the one place where a domain record becomes a wire message.
 */
@NullMarked
package io.farmgate.adapter.http.rpc.typed;

import org.jspecify.annotations.NullMarked;
