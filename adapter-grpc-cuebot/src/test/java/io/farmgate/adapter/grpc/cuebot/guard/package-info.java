/** Tests of the guards' rules by themselves. Start at {@code LaneTest}. */
@NullMarked
package io.farmgate.adapter.grpc.cuebot.guard;

import org.jspecify.annotations.NullMarked;
