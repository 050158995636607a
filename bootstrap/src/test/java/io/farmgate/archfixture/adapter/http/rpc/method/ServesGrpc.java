package io.farmgate.archfixture.adapter.http.rpc.method;

import io.grpc.Server;

/** Breaks the rule on gRPC: the server has a package of its own. */
interface ServesGrpc {
  Server server();
}
