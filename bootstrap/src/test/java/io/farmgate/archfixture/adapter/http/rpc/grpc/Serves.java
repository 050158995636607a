package io.farmgate.archfixture.adapter.http.rpc.grpc;

import io.grpc.Server;

/** Keeps every rule: a server is no channel. */
interface Serves {
  Server server();
}
