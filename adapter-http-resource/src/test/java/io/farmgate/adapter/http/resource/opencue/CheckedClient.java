package io.farmgate.adapter.http.resource.opencue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The one client of tests that call the resource API: each answer is held to the document by a
 * validator that is not ours, and one that does not fit fails the test. What the document does not
 * speak of, other APIs of the gateway and the page that shows it, passes as it is. Thread-safe.
 */
public final class CheckedClient implements AutoCloseable {
  private static final int BEGINNING = 1 << 13;

  private final HttpClient http;

  /** Makes one. */
  public CheckedClient() {
    this(HttpClient.newHttpClient());
  }

  /**
   * Makes one.
   *
   * @param http ended with it
   */
  public CheckedClient(HttpClient http) {
    this.http = http;
  }

  /** An answer that fits. */
  public record Reply(
      int statusCode,
      HttpHeaders headers,
      @SuppressWarnings("ArrayRecordComponent") // never compared
          byte[] bytes) {
    /** Returns the body as text. */
    public String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Calls; of a stream of events, which does not end by itself, the beginning is read.
   *
   * @throws AssertionError where the answer does not fit the document
   */
  public Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = open(request);
    try (InputStream body = response.body()) {
      byte[] bytes = isLive(request, response.headers()) ? beginning(body) : body.readAllBytes();
      return new Reply(response.statusCode(), response.headers(), bytes);
    }
  }

  private static byte[] beginning(InputStream body) throws IOException {
    byte[] buffer = new byte[BEGINNING];
    return Arrays.copyOf(buffer, Math.max(0, body.read(buffer)));
  }

  /**
   * Calls, and lets the body be read as it is sent: reading throws an AssertionError at an event
   * that does not fit the document, and at the end of anything else that does not.
   *
   * @throws AssertionError where the status or the type does not fit
   */
  public HttpResponse<InputStream> open(HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(
            request,
            head ->
                BodySubscribers.mapping(
                    BodySubscribers.ofInputStream(), body -> checked(request, head, body)));
    CheckedAnswers.require(
        what(request),
        CheckedAnswers.headProblem(
            request.method(), request.uri(), response.statusCode(), response.headers()),
        new byte[0]);
    return response;
  }

  private static InputStream checked(HttpRequest request, ResponseInfo head, InputStream body) {
    return new CheckedStream(
        body,
        what(request),
        isLive(request, head.headers()),
        bytes ->
            CheckedAnswers.problem(
                request.method(), request.uri(), head.statusCode(), head.headers(), bytes));
  }

  private static boolean isLive(HttpRequest request, HttpHeaders headers) {
    return CheckedAnswers.isDescribed(request.uri())
        && CheckedAnswers.type(headers).equals(EventStream.TYPE);
  }

  private static String what(HttpRequest request) {
    URI uri = request.uri();
    return request.method()
        + " "
        + uri.getRawPath()
        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  @Override
  public void close() {
    http.close();
  }
}
