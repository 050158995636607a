/**
 * OpenCue's RPC style over HTTP and JSON, on any farm. Start at {@link
 * io.farmgate.adapter.http.rpc.RpcApi}, the module's one entry; {@code method} holds the contract's
 * methods made ready, {@code dialect} the documented calls that the contract does not know, {@code
 * typed} the handlers for farms that do not speak OpenCue, {@code spec} the job specification.
 */
@NullMarked
package io.farmgate.adapter.http.rpc;

import org.jspecify.annotations.NullMarked;
