/**
 * Calls to OpenCue's Cuebot over gRPC; the only module that opens a channel to it. Start at {@link
 * io.farmgate.adapter.grpc.cuebot.Cuebot}: it hands wire bytes over unread and translates each way
 * a call can end into an answer or a failure.
 */
@NullMarked
package io.farmgate.adapter.grpc.cuebot;

import org.jspecify.annotations.NullMarked;
