/** Where a gRPC server may stand, with a flaw. */
@NullMarked
package io.farmgate.archfixture.adapter.http.rpc.grpc;

import org.jspecify.annotations.NullMarked;
