package io.farmgate.adapter.http.edge;

import io.farmgate.adapter.http.edge.OpenCueFailures.Rendered;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what two servers in a row could read as different requests (RFC 9112, sections 6 and 11).
 * Undertow's parser refuses the rest before this: Content-Length beside Transfer-Encoding, either
 * of them twice, two Hosts, bare line feeds, spaces before a colon.
 */
final class Framing {
  /** More digits than any body has; Undertow's arithmetic would silently overflow. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private Framing() {}

  /** Returns the refusal, or null for a request that can be read in one way only. */
  static @Nullable Rendered refusal(HttpServerExchange http, int maxUrlChars) {
    boolean http11 = http.getProtocol().equals(Protocols.HTTP_1_1);
    if (!http11 && !http.getProtocol().equals(Protocols.HTTP_1_0)) {
      http.setProtocol(Protocols.HTTP_1_1);
      return Rendered.of(505, 12, "HTTP version: not served here (expected: HTTP/1.1)");
    }
    if (http.getRequestURI().length() + http.getQueryString().length() > maxUrlChars) {
      return Rendered.of(414, 3, "URL: longer than the limit of " + maxUrlChars + " characters");
    }
    HeaderValues coding = http.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
    if (coding != null && !(http11 && coding.getFirst().equalsIgnoreCase("chunked"))) {
      return Rendered.of(400, 3, "Transfer-Encoding: not known here (expected: chunked, or none)");
    }
    HeaderValues length = http.getRequestHeaders().get(Headers.CONTENT_LENGTH);
    if (length != null && length.getFirst().length() > MAX_LENGTH_DIGITS) {
      return Rendered.of(413, 8, "Content-Length: longer than any body that is taken here");
    }
    HeaderValues expect = http.getRequestHeaders().get(Headers.EXPECT);
    if (expect != null
        && !(expect.size() == 1 && expect.getFirst().equalsIgnoreCase("100-continue"))) {
      return Rendered.of(417, 3, "Expect: cannot be met (expected: 100-continue, or none)");
    }
    return null;
  }
}
