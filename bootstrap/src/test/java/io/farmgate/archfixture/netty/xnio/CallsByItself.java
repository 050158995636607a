package io.farmgate.archfixture.netty.xnio;

import io.grpc.Channel;

/** Breaks the rule on gRPC, and that on the transport. */
interface CallsByItself {
  Channel channel();
}
