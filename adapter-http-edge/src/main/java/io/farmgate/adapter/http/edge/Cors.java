package io.farmgate.adapter.http.edge;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets web pages of chosen origins call (the Fetch standard, section 3.2). Credentials are not
 * allowed: a page sends its token in a header, which needs none.
 */
final class Cors {
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
  private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");
  private static final HttpString REQUEST_METHOD = new HttpString("Access-Control-Request-Method");

  private static final String EXPOSED =
      "X-Request-Id, Retry-After, Allow, WWW-Authenticate, ETag, Link, Idempotency-Replayed, "
          + RateLimitHeaders.NAMES;

  private final Set<String> origins;
  private final String headers;

  /** Lets pages of {@code origins} send {@code headers}. */
  Cors(Set<String> origins, List<String> headers) {
    this.origins = origins;
    this.headers = String.join(", ", headers);
  }

  /** Adds to an answer what lets the page read it; nothing where its origin is not allowed. */
  void decorate(HttpServerExchange http) {
    if (origins.isEmpty()) {
      return;
    }
    HeaderMap answer = http.getResponseHeaders();
    boolean anyone = origins.contains("*");
    if (!anyone) {
      // A cache must not hand one origin's answer to another.
      answer.add(Headers.VARY, "Origin");
    }
    HeaderValues origin = http.getRequestHeaders().get(Headers.ORIGIN);
    if (allowed(origin)) {
      answer.put(ALLOW_ORIGIN, anyone ? "*" : origin.getFirst());
      answer.put(EXPOSE_HEADERS, EXPOSED);
    }
  }

  /** Tells whether this is a question of an allowed page's browser, and adds the answer to it. */
  boolean preflight(HttpServerExchange http) {
    if (!http.getRequestMethod().equals(Methods.OPTIONS)
        || !http.getRequestHeaders().contains(REQUEST_METHOD)
        || !allowed(http.getRequestHeaders().get(Headers.ORIGIN))) {
      return false;
    }
    HeaderMap answer = http.getResponseHeaders();
    answer.put(ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE");
    answer.put(ALLOW_HEADERS, headers);
    answer.put(MAX_AGE, "600");
    return true;
  }

  private boolean allowed(@Nullable HeaderValues origin) {
    return origin != null
        && origin.size() == 1
        && (origins.contains("*") || origins.contains(origin.getFirst()));
  }
}
