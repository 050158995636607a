package io.farmgate.adapter.http.rpc.typed;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.CallFarmMethod.TypedMethod;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers while they are gathered: each one's name, the request it takes, what it does. */
final class MethodTable {
  private static final Logger LOG = LoggerFactory.getLogger(TypedMethods.class);

  private final Map<String, Row> rows = new HashMap<>();

  /** Answers one method; may block. */
  interface Handler<Q extends Message> {
    Message handle(Invocation call, Q request);
  }

  /** One handler and the two messages that it was written for. */
  record Row(TypedMethod method, Message request, Class<? extends Message> response) {}

  /** Adds a handler. The two prototypes are compared with the contract at start. */
  <Q extends Message, A extends Message> void add(
      String name, Q request, Class<A> response, Handler<Q> handler) {
    @SuppressWarnings("unchecked") // a generated message's parser makes messages of its own class
    Parser<Q> parser = (Parser<Q>) request.getParserForType();
    Row row = new Row(call -> answer(name, call, parser, handler), request, response);
    if (rows.put(name, row) != null) {
      throw new IllegalStateException("two handlers for " + name);
    }
  }

  Map<String, Row> rows() {
    return Map.copyOf(rows);
  }

  private static <Q extends Message> WireBytes answer(
      String name, Invocation call, Parser<Q> parser, Handler<Q> handler) {
    try {
      Q request = parser.parseFrom(call.request().array());
      return WireBytes.wrap(handler.handle(call, request).toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new FarmException(
          new FarmFailure.Invalid("body: not the request message of " + name), e);
    } catch (FarmException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // A bug of ours must still end the call: nobody above would answer it.
      LOG.error("{} failed", name, e);
      throw new FarmException(new FarmFailure.Fault(name + " failed inside the gateway"), e);
    }
  }
}
