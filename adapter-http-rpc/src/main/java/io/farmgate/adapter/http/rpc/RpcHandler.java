package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.adapter.http.edge.EdgeHandler;
import io.farmgate.adapter.http.rpc.dialect.Dialect;
import io.farmgate.adapter.http.rpc.dialect.Outcome;
import io.farmgate.adapter.http.rpc.method.BadBody;
import io.farmgate.adapter.http.rpc.method.CallContext;
import io.farmgate.adapter.http.rpc.method.Calls;
import io.farmgate.adapter.http.rpc.method.KillFields;
import io.farmgate.adapter.http.rpc.method.Leftovers;
import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.adapter.http.rpc.method.Profile;
import io.farmgate.adapter.http.rpc.method.StrictBody;
import io.farmgate.application.Farms;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.opencue.transcode.JsonInputException;
import io.farmgate.opencue.transcode.WireBody;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of one path: headers, body to wire, call, wire to JSON. The body is read as
 * exactly the contract's first; only one that is not is looked up in the documented dialect, so
 * exact clients pay nothing for it.
 */
final class RpcHandler implements EdgeHandler {
  private static final String STRICT = "X-Farmgate-Strict";

  private final RpcConfig config;
  private final Farms farms;
  private final Calls calls;
  private final Dialect dialect;
  private final Answers answers;
  private final RpcPath path;
  private final Dialect.Target target;
  private final String pid;

  RpcHandler(
      RpcConfig config,
      Farms farms,
      Calls calls,
      Dialect dialect,
      Answers answers,
      RpcPath path,
      Dialect.Target target) {
    this.config = config;
    this.farms = farms;
    this.calls = calls;
    this.dialect = dialect;
    this.answers = answers;
    this.path = path;
    this.target = target;
    this.pid = Long.toString(config.pid());
  }

  @Override
  public void handle(EdgeExchange exchange) {
    Farm farm = path.farm() == null ? farms.byDefault() : farms.named(path.farm());
    CallContext context = context(exchange, farm);
    Profile profile = profile(exchange);
    exchange.readBody(body -> start(exchange, context, profile, body));
  }

  private void start(EdgeExchange exchange, CallContext context, Profile profile, byte[] body) {
    Method exact = target.exact();
    if (exact == null || target.always()) {
      callDocumented(exchange, context, profile, body, null);
      return;
    }
    WireBody request;
    try {
      request = exact.input().read(body, 0, body.length);
    } catch (JsonInputException e) {
      if (!target.documented()) {
        throw BadBody.of(e);
      }
      callDocumented(exchange, context, profile, body, e);
      return;
    }
    if (request.ignoredCount() > 0 && target.documented()) {
      callDocumented(exchange, context, profile, body, null);
      return;
    }
    callExact(exchange, context, profile, exact, body, request);
  }

  private void callExact(
      EdgeExchange exchange,
      CallContext context,
      Profile profile,
      Method method,
      byte[] body,
      WireBody request) {
    leftovers(exchange, body).of(method, request);
    Ignored ignored = new Ignored(request.ignored(), request.ignoredCount());
    calls.start(
        context,
        method,
        request.bytes(),
        reply ->
            exchange.onIoThread(() -> {
              switch (reply) {
                case Reply.Answer answer ->
                    answers.sendExact(exchange, method, profile, answer, ignored);
                case Reply.Refused refused -> answers.refuse(exchange, refused.failure());
              }
            }));
  }

  private void callDocumented(
      EdgeExchange exchange,
      CallContext context,
      Profile profile,
      byte[] body,
      @Nullable JsonInputException exact) {
    exchange.onVirtualThread(() -> {
      Outcome outcome = documented(context, body, exact, leftovers(exchange, body));
      Ignored ignored = new Ignored(outcome.ignored(), outcome.ignored().size());
      exchange.onIoThread(() ->
          answers.send(
              exchange,
              outcome.like(),
              profile,
              outcome.response(),
              outcome.metadata(),
              List.of(),
              ignored));
    });
  }

  private Outcome documented(
      CallContext context, byte[] body, @Nullable JsonInputException exact, Leftovers leftovers) {
    try {
      return dialect.call(target, context, body, leftovers);
    } catch (FarmException e) {
      // Still wrong at the same place: the first reading knows line and column of it.
      if (exact != null
          && e.failure() instanceof FarmFailure.Invalid invalid
          && invalid.message().startsWith(exact.path() + ": ")) {
        throw BadBody.of(exact);
      }
      throw e;
    }
  }

  /** A caller who is held to strictness cannot get out of it by a header. */
  private Leftovers leftovers(EdgeExchange exchange, byte[] body) {
    return asksForStrictness(exchange) || config.strictness().holdsFor(exchange.caller().subject())
        ? new StrictBody(body)
        : (method, read) -> calls.ignored(method, read.ignoredCount());
  }

  private static boolean asksForStrictness(EdgeExchange exchange) {
    for (String value : exchange.headers(STRICT)) {
      if (value.strip().equalsIgnoreCase("true")) {
        return true;
      }
    }
    return false;
  }

  private CallContext context(EdgeExchange exchange, Farm farm) {
    long timeout = GrpcTimeout.of(exchange.header("Grpc-Timeout"), config).toNanos();
    Caller caller = exchange.caller();
    return new CallContext(
        caller,
        farm,
        System.nanoTime() + timeout,
        Metadata.of(exchange),
        new KillFields.Values(caller.subject(), pid, config.hostName()),
        exchange.requestId(),
        exchange::onEnd);
  }

  private Profile profile(EdgeExchange exchange) {
    if (path.profile() == Profile.FLAT) {
      return Profile.FLAT;
    }
    for (String accept : exchange.headers("Accept")) {
      if (asksForFlat(accept)) {
        return Profile.FLAT;
      }
    }
    return Profile.STANDARD;
  }

  /** Tells whether any media type in an Accept header has the parameter {@code profile=flat}. */
  private static boolean asksForFlat(String accept) {
    if (!accept.contains("flat")) {
      return false;
    }
    Set<String> ways = Set.of("profile=flat", "profile=\"flat\"");
    return List.of(accept.toLowerCase(Locale.ROOT).split("[,;]")).stream()
        .map(String::strip)
        .anyMatch(ways::contains);
  }
}
