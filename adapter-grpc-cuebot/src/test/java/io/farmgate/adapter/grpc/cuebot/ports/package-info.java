/** Tests of the ports that the contract kit cannot see. Start with {@code LayerPortsTest}. */
@NullMarked
package io.farmgate.adapter.grpc.cuebot.ports;

import org.jspecify.annotations.NullMarked;
