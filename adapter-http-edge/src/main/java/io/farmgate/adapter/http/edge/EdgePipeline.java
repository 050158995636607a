package io.farmgate.adapter.http.edge;

import io.farmgate.application.Admission.Verdict;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.TokenVerifier;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** What happens to every request, in this order. {@link #serve} is the table of contents. */
final class EdgePipeline implements HttpHandler {
  private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
  private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final EdgeContext edge;
  private final Cors cors;
  private final Authentication authentication;
  private final RateLimitHeaders rateLimitHeaders = new RateLimitHeaders();
  private final Router router;

  EdgePipeline(EdgeContext edge, TokenVerifier verifier, List<HttpApi> apis) {
    this.edge = edge;
    this.cors = new Cors(edge.config().corsOrigins(), edge.config().corsHeaders());
    this.authentication = new Authentication(verifier);
    this.router = new Router(apis);
  }

  @Override
  public void handleRequest(HttpServerExchange http) {
    // Made anew for each who asks.
    InetSocketAddress peer = http.getSourceAddress();
    if (!edge.connections().begin(peer)) {
      // Resets the stream: Undertow tells clients how many they may have, and does not count.
      http.dispatch(SameThreadExecutor.INSTANCE, () -> IoUtils.safeClose(http.getConnection()));
      return;
    }
    EdgeExchange exchange = new EdgeExchange(http, edge, peer, requestId(http));
    edge.inFlight().add(exchange);
    // Ends Undertow's call first, so that answering now or later is the same thing.
    http.dispatch(SameThreadExecutor.INSTANCE, () -> exchange.guarded(() -> serve(http, exchange)));
  }

  private void serve(HttpServerExchange http, EdgeExchange exchange) {
    http.getResponseHeaders().put(REQUEST_ID, exchange.requestId());
    cors.decorate(http);
    exchange.failsIn(router.failures(rawPath(http)));
    Refusal refusal = framing(http, exchange);
    if (refusal != null) {
      http.setPersistent(false);
      exchange.refuse(refusal);
      return;
    }
    if (edge.inFlight().closing()) {
      exchange.fail(closingDown());
      return;
    }
    if (cors.preflight(http)) {
      exchange.respondEmpty(204);
      return;
    }
    exchange.authenticated(caller(http, exchange), () -> caller(http, exchange));
    if (!admitted(http, exchange)) {
      return;
    }
    exchange.located(RequestPath.decode(rawPath(http)));
    exchange.failsIn(router.failures(exchange.path()));
    Route route = router.route(exchange.path());
    exchange.labelled(route.label());
    if (!route.verbs().contains(exchange.verb())) {
      exchange.refuse(wrongVerb(exchange, route));
      return;
    }
    route.handler().handle(exchange);
  }

  private @Nullable Refusal framing(HttpServerExchange http, EdgeExchange exchange) {
    return edge.connections().folded(exchange.peer())
        ? Refusal.of(400, 3, "headers: one goes over several lines (expected: a line for each)")
        : Framing.refusal(http, edge.config().limits().maxUrlChars());
  }

  private Caller caller(HttpServerExchange http, EdgeExchange exchange) {
    return http.getRequestHeaders().contains(Headers.AUTHORIZATION)
            || !isOpen(exchange.verb(), rawPath(http))
        ? authentication.caller(http.getRequestHeaders())
        : Anonymous.at(exchange.peer());
  }

  private boolean isOpen(String verb, String rawPath) {
    try {
      return router.isOpen(verb, RequestPath.decode(rawPath));
    } catch (FarmException e) {
      // It leads nowhere, which is told to those with a token only.
      return false;
    }
  }

  private boolean admitted(HttpServerExchange http, EdgeExchange exchange) {
    return switch (edge.guards().admission().admit(exchange.caller())) {
      case Verdict.Unlimited unlimited -> true;
      case Verdict.Admitted admitted -> {
        rateLimitHeaders.addTo(http.getResponseHeaders(), admitted.standing());
        yield true;
      }
      case Verdict.Refused refused -> {
        rateLimitHeaders.addTo(http.getResponseHeaders(), refused.standing());
        exchange.fail(refused.failure());
        yield false;
      }
    };
  }

  private static String requestId(HttpServerExchange http) {
    HeaderValues sent = http.getRequestHeaders().get(REQUEST_ID);
    return sent != null && sent.size() == 1 && SANE_ID.matcher(sent.getFirst()).matches()
        ? sent.getFirst()
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static FarmFailure closingDown() {
    return new FarmFailure.Unavailable(
        "the gateway is closing down; nothing was done", Optional.of(Duration.ofSeconds(1)));
  }

  private static Refusal wrongVerb(EdgeExchange exchange, Route route) {
    String allowed = String.join(", ", new TreeSet<>(route.verbs()));
    return new Refusal(
        405,
        12,
        "method: "
            + Printable.of(exchange.verb())
            + " is not served at this path (expected: "
            + allowed
            + ")",
        Map.of("Allow", allowed));
  }

  /** The path as it came, also where the target names scheme and host before it. */
  private static String rawPath(HttpServerExchange http) {
    String target = http.getRequestURI();
    if (!http.isHostIncludedInRequestURI()) {
      return target;
    }
    int slash = target.indexOf('/', Math.max(target.indexOf("//") + 2, 0));
    return slash < 0 ? "/" : target.substring(slash);
  }
}
