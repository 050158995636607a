package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One call after another, with messages in and out, and failures in the domain's words. */
final class FarmCalls {
  private final NativeRpc rpc;
  private final Duration timeout;

  FarmCalls(NativeRpc rpc, Duration timeout) {
    this.rpc = rpc;
    this.timeout = timeout;
  }

  /**
   * Makes a call and waits for its answer.
   *
   * @throws FarmException with whatever went wrong
   */
  <R extends Message> R call(String method, Message request, Parser<R> parser) {
    Reply reply = await(method, request);
    return switch (reply) {
      case Reply.Answer answer -> parsed(method, answer.response(), parser);
      case Reply.Refused refused -> throw new FarmException(meaning(refused.failure()));
    };
  }

  /** The same, where what is asked for may not be there. */
  <R extends Message> Optional<R> find(String method, Message request, Parser<R> parser) {
    try {
      return Optional.of(call(method, request, parser));
    } catch (FarmException e) {
      if (e.failure() instanceof FarmFailure.NotFound) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Reply await(String method, Message request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    rpc.call(
        new NativeRpc.Call(method, WireBytes.wrap(request.toByteArray()), timeout, List.of()),
        reply::complete);
    try {
      // The port ends every call by its time-out.
      return reply.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmException(
          new FarmFailure.Unavailable(
              "the gateway is closing down; a change may have taken effect"),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <R extends Message> R parsed(String method, WireBytes answer, Parser<R> parser) {
    try {
      return parser.parseFrom(answer.array());
    } catch (InvalidProtocolBufferException e) {
      throw new FarmException(
          new FarmFailure.Fault("the farm's answer to " + method + " is not of the contract"), e);
    }
  }

  /** Callers of typed ports act on the kind of a failure, not on a number of gRPC's. */
  private static FarmFailure meaning(FarmFailure failure) {
    if (!(failure instanceof FarmFailure.Native status)) {
      return failure;
    }
    String message = status.message().isBlank() ? "the farm does not say why" : status.message();
    return switch (status.code()) {
      case 3, 11 -> new FarmFailure.Invalid(message);
      case 5 -> new FarmFailure.NotFound(message);
      case 6, 10 -> new FarmFailure.Conflict(message);
      case 7, 16 -> new FarmFailure.Forbidden(message);
      case 8, 14 -> new FarmFailure.Unavailable(message);
      case 9 -> new FarmFailure.Precondition(message);
      case 12 -> new FarmFailure.Unsupported(message);
      default -> new FarmFailure.Fault(message);
    };
  }
}
