package io.farmgate.archfixture.adapter.http.rpc;

import io.grpc.Channel;

/** Breaks the rule on gRPC. */
interface OpensAChannel {
  Channel channel();
}
