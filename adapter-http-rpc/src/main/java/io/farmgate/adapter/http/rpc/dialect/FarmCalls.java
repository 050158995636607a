package io.farmgate.adapter.http.rpc.dialect;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.adapter.http.rpc.method.BadBody;
import io.farmgate.adapter.http.rpc.method.CallContext;
import io.farmgate.adapter.http.rpc.method.Calls;
import io.farmgate.adapter.http.rpc.method.Leftovers;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.transcode.JsonInputException;
import io.farmgate.opencue.transcode.WireBody;
import java.util.List;
import java.util.function.Function;

/**
 * Calls of the contract's methods on behalf of one documented call: one caller, one farm, one
 * deadline for all of them. They wait; for virtual threads.
 */
final class FarmCalls {
  /** {@code google.rpc.Code.NOT_FOUND}. */
  private static final int NOT_FOUND = 5;

  private final Methods methods;
  private final Calls calls;
  private final CallContext context;
  private final Leftovers leftovers;

  FarmCalls(Methods methods, Calls calls, CallContext context, Leftovers leftovers) {
    this.methods = methods;
    this.calls = calls;
    this.context = context;
    this.leftovers = leftovers;
  }

  /** Names the farm, for a message. */
  String farm() {
    return "the farm '" + context.farm().name() + "' (" + context.farm().kind() + ")";
  }

  /** Tells whether the farm is called by the contract's own methods, and knows no others. */
  boolean speaksOpenCue() {
    return context.farm().nativeRpc().isPresent();
  }

  /**
   * Answers a method that no farm has with calls of others.
   *
   * @param answer what makes the method's response out of its request
   */
  <Q extends Message> Outcome compose(
      String name, Body body, Parser<Q> request, Function<Q, Message> answer) {
    Method method = methods.get(name);
    WireBody read = read(method, body);
    leftovers.of(method, read);
    byte[] response = answer.apply(parse(name, read.bytes(), request)).toByteArray();
    return new Outcome(method, WireBytes.wrap(response), List.of(), read.ignored());
  }

  /** Calls a method with a rewritten body. */
  Outcome call(String name, Body body) {
    Method method = methods.get(name);
    return call(method, read(method, body));
  }

  /** Calls a method with a body as it came. */
  Outcome call(String name, byte[] json) {
    Method method = methods.get(name);
    return call(method, read(method, json));
  }

  private Outcome call(Method method, WireBody request) {
    leftovers.of(method, request);
    Reply.Answer answer = calls.wait(context, method, request.bytes());
    return new Outcome(method, answer.response(), answer.metadata(), request.ignored());
  }

  /** Calls a method with a message. */
  <A extends Message> A call(String name, Message request, Parser<A> response) {
    return parse(
        name,
        calls.wait(context, methods.get(name), request.toByteArray()).response().array(),
        response);
  }

  /** Reads an answer. */
  <A extends Message> A parse(String name, byte[] wire, Parser<A> response) {
    try {
      return response.parseFrom(wire);
    } catch (InvalidProtocolBufferException e) {
      throw new FarmException(
          new FarmFailure.Fault("the farm's answer to " + name + " could not be read"), e);
    }
  }

  /** Tells whether a farm said that something is not there. */
  static boolean isNotFound(FarmFailure failure) {
    return failure instanceof FarmFailure.NotFound
        || (failure instanceof FarmFailure.Native status && status.code() == NOT_FOUND);
  }

  /**
   * Reads a body as it came.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that names line and column
   */
  static WireBody read(Method method, byte[] json) {
    try {
      return method.input().read(json, 0, json.length);
    } catch (JsonInputException e) {
      throw BadBody.of(e);
    }
  }

  private static WireBody read(Method method, Body body) {
    byte[] json = body.bytes();
    try {
      return method.input().read(json, 0, json.length);
    } catch (JsonInputException e) {
      // The place is one in the rewritten body: only the path means anything to the caller.
      String where = e.path().isEmpty() ? "body" : e.path();
      throw Body.invalid(where + ": " + e.problem());
    }
  }
}
