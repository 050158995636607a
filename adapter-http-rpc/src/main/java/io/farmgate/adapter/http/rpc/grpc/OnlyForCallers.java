package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.domain.failure.FarmException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Lets callers through who are known; for services that are not the farm's. */
final class OnlyForCallers implements ServerInterceptor {
  private final GrpcCallers callers;

  OnlyForCallers(GrpcCallers callers) {
    this.callers = callers;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
    try {
      callers.of(call, metadata);
    } catch (FarmException e) {
      call.close(GrpcFailures.status(e.failure(), ""), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(call, metadata);
  }
}
