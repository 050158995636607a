package io.farmgate.archfixture.adapter.http.rpc.grpc;

import io.grpc.ManagedChannel;

/** Breaks the rule on channels: a server opens none. */
interface CallsBack {
  ManagedChannel channel();
}
