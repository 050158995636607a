/**
 * Stand-ins for Cuebot, for the tests of every module in front of it. {@link
 * io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot} is a real gRPC server that answers any method as
 * it is told; {@link io.farmgate.adapter.grpc.cuebot.fake.FakeFarm} tells it to be a small farm.
 */
@NullMarked
package io.farmgate.adapter.grpc.cuebot.fake;

import org.jspecify.annotations.NullMarked;
