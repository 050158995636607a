/**
 * OpenCue's RPC style over gRPC, for native clients that take the gateway for their Cuebot. {@link
 * io.farmgate.adapter.http.rpc.grpc.GrpcServer} is the server, {@link
 * io.farmgate.adapter.http.rpc.grpc.FarmRegistry} finds the method of a call, and {@link
 * io.farmgate.adapter.http.rpc.grpc.FarmCall} is one call from its first header to its status.
 */
@NullMarked
package io.farmgate.adapter.http.rpc.grpc;

import org.jspecify.annotations.NullMarked;
