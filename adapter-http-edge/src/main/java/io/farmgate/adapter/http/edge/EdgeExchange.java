package io.farmgate.adapter.http.edge;

import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmFailure;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, which is given once: by {@link #respond}, {@link #stream} or {@link
 * #fail}. Not thread-safe: hand it from thread to thread, by {@link #onIoThread} and {@link
 * #onVirtualThread} only.
 */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class EdgeExchange {
  private EdgeExchange() {}

  /** Returns who makes the call. */
  public Caller caller() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the request's id: the client's own, where it sent a sane one. */
  public String requestId() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the HTTP method as sent, which is case-sensitive. */
  public String verb() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the path, decoded once, without the query. */
  public String path() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the first header of that name, in any case. */
  public @Nullable String header(String name) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns all headers of that name, in any case, in the order they came. */
  public List<String> headers(String name) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the names of the headers that came, as they were first spelled. */
  public List<String> headerNames() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the first query parameter of that name, decoded. */
  public @Nullable String query(String name) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the other end of the connection. */
  public InetSocketAddress peer() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Reads the whole request body, then calls {@code then} with it on the IO thread. A body over
   * {@link EdgeConfig#maxBodyBytes} is answered 413 here, and {@code then} is not called. A failure
   * in {@code then} is handled as in {@link EdgeHandler#handle}. To be called once at most.
   */
  public void readBody(Consumer<byte[]> then) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Runs a task that does not block on the exchange's IO thread; failures as in the handler. */
  public void onIoThread(Runnable task) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Runs a task that may block on a new virtual thread; failures as in the handler. */
  public void onVirtualThread(Runnable task) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Sets a header of the answer. */
  public void setHeader(String name, String value) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Adds a header to the answer beside those of the same name. */
  public void addHeader(String name, String value) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Answers with a whole body, which must not be changed afterwards. */
  public void respond(int status, String contentType, byte[] body) {
    respond(status, contentType, body, body.length);
  }

  /** Answers with the first {@code length} bytes of {@code buffer}. */
  public void respond(int status, String contentType, byte[] buffer, int length) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Answers with a body that {@code writer} writes on a virtual thread, chunked. A failure before
   * the first byte is an ordinary failure; one after it closes the connection without the end of
   * the body, so that a truncated answer never looks whole.
   */
  public void stream(int status, String contentType, BodyWriter writer) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Answers with the status and the body that {@link OpenCueFailures} gives the failure. */
  public void fail(FarmFailure failure) {
    throw new UnsupportedOperationException("not yet");
  }
}
