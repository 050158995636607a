package io.farmgate.adapter.http.edge;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http2.Http2ServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what two servers in a row could read as different requests (RFC 9112, sections 6 and 11).
 * {@link FoldScanner} sees headers over several lines; Undertow's parser refuses the rest before
 * this: Content-Length beside Transfer-Encoding, either of them twice, two Hosts, bare line feeds,
 * spaces before a colon.
 */
final class Framing {
  /** More digits than any body has; Undertow's arithmetic would silently overflow. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private static final List<HttpString> OF_HTTP1_CONNECTIONS =
      List.of(
          Headers.CONNECTION,
          Headers.TRANSFER_ENCODING,
          Headers.UPGRADE,
          new HttpString("Keep-Alive"),
          new HttpString("Proxy-Connection"));

  private Framing() {}

  /** Returns the refusal, or null for a request that can be read in one way only. */
  static @Nullable Refusal refusal(HttpServerExchange http, int maxUrlChars) {
    if (http.getConnection() instanceof Http2ServerConnection) {
      return http2Refusal(http, maxUrlChars);
    }
    boolean http11 = http.getProtocol().equals(Protocols.HTTP_1_1);
    if (!http11 && !http.getProtocol().equals(Protocols.HTTP_1_0)) {
      http.setProtocol(Protocols.HTTP_1_1);
      return Refusal.of(505, 12, "HTTP version: not served here (expected: HTTP/1.1)");
    }
    if (longUrl(http, maxUrlChars)) {
      return tooLongUrl(maxUrlChars);
    }
    if (holdsControl(http.getRequestHeaders())) {
      return Refusal.of(400, 3, "headers: one holds a control character");
    }
    HeaderValues host = http.getRequestHeaders().get(Headers.HOST);
    if (http11 && host == null) {
      return Refusal.of(400, 3, "Host: the header is missing (expected: one, as HTTP/1.1 says)");
    }
    if (host != null && namesAnotherHost(http, host.getFirst())) {
      return Refusal.of(400, 3, "Host: not the one that the request's target names");
    }
    HeaderValues coding = http.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
    if (coding != null && !(http11 && coding.getFirst().equalsIgnoreCase("chunked"))) {
      return Refusal.of(400, 3, "Transfer-Encoding: not known here (expected: chunked, or none)");
    }
    HeaderValues length = http.getRequestHeaders().get(Headers.CONTENT_LENGTH);
    if (length != null && length.getFirst().length() > MAX_LENGTH_DIGITS) {
      return Refusal.of(413, 8, "Content-Length: longer than any body that is taken here");
    }
    return unmetExpectation(http);
  }

  /** RFC 9113, section 8.2.2: what frames a message in HTTP/1.1 must not come in HTTP/2. */
  private static @Nullable Refusal http2Refusal(HttpServerExchange http, int maxUrlChars) {
    if (longUrl(http, maxUrlChars)) {
      return tooLongUrl(maxUrlChars);
    }
    for (HttpString name : OF_HTTP1_CONNECTIONS) {
      if (http.getRequestHeaders().contains(name)) {
        return Refusal.of(400, 3, name + ": not a header of HTTP/2 (expected: none)");
      }
    }
    if (holdsControl(http.getRequestHeaders())) {
      return Refusal.of(400, 3, "headers: one holds a control character");
    }
    HeaderValues length = http.getRequestHeaders().get(Headers.CONTENT_LENGTH);
    if (length != null && !(length.size() == 1 && LENGTH.matcher(length.getFirst()).matches())) {
      return Refusal.of(400, 3, "Content-Length: not one number of bytes");
    }
    return unmetExpectation(http);
  }

  /** Undertow looks at names only; behind a proxy a line end makes two headers of a value. */
  private static boolean holdsControl(HeaderMap headers) {
    for (HeaderValues values : headers) {
      for (String value : values) {
        if (holdsControl(value)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holdsControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        return true;
      }
    }
    return false;
  }

  /** A proxy may go by the one and this server by the other: RFC 9112, section 3.2.2. */
  private static boolean namesAnotherHost(HttpServerExchange http, String host) {
    String target = http.getRequestURI();
    int scheme = target.indexOf("://");
    if (!http.isHostIncludedInRequestURI() || scheme < 0) {
      return false;
    }
    int start = scheme + "://".length();
    int end = target.indexOf('/', start);
    return !target.substring(start, end < 0 ? target.length() : end).equalsIgnoreCase(host);
  }

  private static boolean longUrl(HttpServerExchange http, int maxUrlChars) {
    return http.getRequestURI().length() + http.getQueryString().length() > maxUrlChars;
  }

  private static Refusal tooLongUrl(int maxUrlChars) {
    return Refusal.of(414, 3, "URL: longer than the limit of " + maxUrlChars + " characters");
  }

  private static @Nullable Refusal unmetExpectation(HttpServerExchange http) {
    HeaderValues expect = http.getRequestHeaders().get(Headers.EXPECT);
    if (expect != null
        && !(expect.size() == 1 && expect.getFirst().equalsIgnoreCase("100-continue"))) {
      return Refusal.of(417, 3, "Expect: cannot be met (expected: 100-continue, or none)");
    }
    return null;
  }
}
