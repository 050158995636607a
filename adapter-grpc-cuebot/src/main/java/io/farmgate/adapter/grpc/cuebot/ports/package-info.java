/**
 * The typed ports of a farm that speaks OpenCue's contract, made of its own calls. Start at {@link
 * io.farmgate.adapter.grpc.cuebot.ports.CuebotPorts}.
 */
@NullMarked
package io.farmgate.adapter.grpc.cuebot.ports;

import org.jspecify.annotations.NullMarked;
