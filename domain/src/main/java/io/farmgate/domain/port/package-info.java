/**
 * What a farm offers and what the gateway needs. {@link Farm} is the whole of one farm: small typed
 * ports that every farm implements as far as it can, and {@link NativeRpc} where it speaks
 * OpenCue's own contract.
 *
 * <p>Typed ports are blocking and safe to call from many threads; they answer with plain values and
 * throw {@link io.farmgate.domain.failure.FarmException}.
 */
@NullMarked
package io.farmgate.domain.port;

import org.jspecify.annotations.NullMarked;
