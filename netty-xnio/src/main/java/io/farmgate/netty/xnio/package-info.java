/**
 * Netty's channels on the threads of an XNIO worker, so that a server on XNIO, Undertow for one,
 * and a client on Netty, gRPC for one, share their threads and need not wake one another. Start at
 * {@link io.farmgate.netty.xnio.XnioEventLoops}.
 *
 * <p>It is written against the Netty inside of grpc-netty-shaded and XNIO's public API, and knows
 * nothing of Farmgate.
 */
@NullMarked
package io.farmgate.netty.xnio;

import org.jspecify.annotations.NullMarked;
