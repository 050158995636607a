package io.farmgate.adapter.http.edge;

import io.farmgate.adapter.http.edge.OpenCueFailures.Rendered;
import io.farmgate.domain.Caller;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.Options;

/**
 * One request and its answer, which is given once: by {@link #respond}, {@link #stream} or {@link
 * #fail}. Not thread-safe: hand it from thread to thread, by {@link #onIoThread} and {@link
 * #onVirtualThread} only.
 */
public final class EdgeExchange {
  private static final Logger log = LoggerFactory.getLogger(EdgeExchange.class);

  /** What figures and logs say where the client left before it had an answer. */
  private static final int CLIENT_GONE = 499;

  /** Undertow's form of names, whose hash is dear. */
  private static final ByName<HttpString> NAMES = new ByName<>(HttpString::tryFromString);

  private final HttpServerExchange http;
  private final EdgeContext edge;
  private final InetSocketAddress peer;
  private final String requestId;
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean finished = new AtomicBoolean();
  private final RequestBody body;
  private @Nullable Caller caller;
  private Runnable callerCheck = () -> {};
  private @Nullable String path;
  private RouteLabel label = RouteLabel.NONE;
  private FailureForm form = FailureForm.OPEN_CUE;
  private volatile @Nullable StreamSink sink;
  private volatile @Nullable Runnable atEnd;

  EdgeExchange(
      HttpServerExchange http, EdgeContext edge, InetSocketAddress peer, String requestId) {
    this.http = http;
    this.edge = edge;
    this.peer = peer;
    this.requestId = requestId;
    this.body = new RequestBody(http, this, edge.config());
  }

  /** Says who calls; {@code again} throws where they are no longer to be believed. */
  void authenticated(Caller caller, Runnable again) {
    this.caller = caller;
    this.callerCheck = again;
  }

  void located(String path) {
    this.path = path;
  }

  void failsIn(FailureForm form) {
    this.form = form;
  }

  void labelled(RouteLabel label) {
    this.label = label;
  }

  /** Returns who makes the call. */
  public Caller caller() {
    return Objects.requireNonNull(caller, "asked before authentication");
  }

  /** Returns the request's id: the client's own, where it sent a sane one. */
  public String requestId() {
    return requestId;
  }

  /** Tells whether the server is closing: an answer that could go on for long ends now. */
  public boolean closing() {
    return edge.inFlight().closing();
  }

  /** Returns the HTTP method as sent, which is case-sensitive. */
  public String verb() {
    return http.getRequestMethod().toString();
  }

  /** Returns the path, decoded once, without the query. */
  public String path() {
    return Objects.requireNonNull(path, "asked before routing");
  }

  /** Returns the first header of that name, in any case. */
  public @Nullable String header(String name) {
    return http.getRequestHeaders().getFirst(NAMES.of(name));
  }

  /** Returns all headers of that name, in any case, in the order they came. */
  public List<String> headers(String name) {
    HeaderValues values = http.getRequestHeaders().get(NAMES.of(name));
    return values == null ? List.of() : List.copyOf(values);
  }

  /**
   * Hands over the headers that came, by names as they were first spelled: those of one name one
   * after another, in the order they came.
   */
  public void eachHeader(BiConsumer<String, String> header) {
    for (HeaderValues values : http.getRequestHeaders()) {
      String name = values.getHeaderName().toString();
      for (int i = 0; i < values.size(); i++) {
        header.accept(name, values.get(i));
      }
    }
  }

  /**
   * Returns the first query parameter of that name, decoded; "" for one without a value.
   *
   * @throws FarmException Invalid where its escapes are wrong
   */
  public @Nullable String query(String name) {
    return QueryText.first(http.getQueryString(), name);
  }

  /**
   * Returns the query parameters in the order they came, decoded; "" for one without a value.
   *
   * @throws FarmException Invalid where an escape is wrong
   */
  public Map<String, List<String>> queryParameters() {
    return QueryText.all(http.getQueryString());
  }

  /** Returns the other end of the connection. */
  public InetSocketAddress peer() {
    return peer;
  }

  /**
   * Reads the whole request body, then calls {@code then} with it on the IO thread. A body over
   * {@link EdgeConfig#maxBodyBytes} is answered 413 here, and {@code then} is not called. A failure
   * in {@code then} is handled as in {@link EdgeHandler#handle}. To be called once at most.
   */
  public void readBody(Consumer<byte[]> then) {
    hop(() -> guarded(() -> body.read(then)));
  }

  /**
   * Runs a task when the answer is with the client or given up, once; at once where that is so
   * already. Safe from any thread; the task does not block.
   */
  public void onEnd(Runnable task) {
    synchronized (finished) {
      Runnable before = atEnd;
      atEnd =
          before == null
              ? task
              : () -> {
                before.run();
                task.run();
              };
    }
    if (finished.get()) {
      runAtEnd();
    }
  }

  /**
   * Runs a task when the server begins to close, once; at once where it does already. It is for
   * answers that would go on for long. Safe from any thread; the task does not block.
   */
  public void onClosing(Runnable task) {
    edge.inFlight().atClosing(task);
    onEnd(() -> edge.inFlight().notAtClosing(task));
  }

  /**
   * Looks at the caller's token again, during an answer that goes on for long.
   *
   * @throws FarmException Unauthenticated where it would not be taken any more
   */
  public void checkCaller() {
    callerCheck.run();
  }

  private void runAtEnd() {
    Runnable task;
    synchronized (finished) {
      task = atEnd;
      atEnd = null;
    }
    if (task != null) {
      task.run();
    }
  }

  /** Runs a task that does not block on the exchange's IO thread; failures as in the handler. */
  public void onIoThread(Runnable task) {
    hop(() -> guarded(task));
  }

  /** Runs a task that may block on a new virtual thread; failures as in the handler. */
  public void onVirtualThread(Runnable task) {
    try {
      edge.tasks().execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      fail(new FarmFailure.Unavailable("the gateway is closing down"));
    }
  }

  /**
   * Sets a header of the answer.
   *
   * @throws IllegalArgumentException if it holds what could end a header line
   */
  public void setHeader(String name, String value) {
    http.getResponseHeaders().put(NAMES.of(name), headerText(value));
  }

  /** Adds a header to the answer beside those of the same name; otherwise as the above. */
  public void addHeader(String name, String value) {
    http.getResponseHeaders().add(NAMES.of(name), headerText(value));
  }

  /**
   * Adds a header that follows the body. It is sent after a streamed body in HTTP/1.1 only, and
   * announced before it; otherwise as the above.
   */
  public void addTrailer(String name, String value) {
    HeaderMap trailers = http.getAttachment(HttpAttachments.RESPONSE_TRAILERS);
    if (trailers == null) {
      trailers = new HeaderMap();
      http.putAttachment(HttpAttachments.RESPONSE_TRAILERS, trailers);
    }
    HttpString key = NAMES.of(name);
    if (!trailers.contains(key)) {
      addHeader("Trailer", name);
    }
    trailers.add(key, headerText(value));
  }

  private static String headerText(String value) {
    if (Printable.holdsControl(value)) {
      throw new IllegalArgumentException("header value: holds a control character");
    }
    return value;
  }

  /** Answers with a whole body, which must not be changed afterwards. */
  public void respond(int status, String contentType, byte[] body) {
    respond(status, contentType, body, body.length);
  }

  /** Answers with the first {@code length} bytes of {@code buffer}, as the above. */
  public void respond(int status, String contentType, byte[] buffer, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
    claimAnswer();
    setHeader("Content-Type", contentType);
    sendWhole(status, bytes);
  }

  /** Answers without a body, for a status that has none: 204, 304. */
  public void respondEmpty(int status) {
    claimAnswer();
    sendWhole(status, ByteBuffer.allocate(0));
  }

  /**
   * Answers with a body that {@code writer} writes on a virtual thread, chunked. A failure before
   * the first byte is an ordinary failure; one after it closes the connection without the end of
   * the body, so that a truncated answer never looks whole.
   */
  public void stream(int status, String contentType, BodyWriter writer) {
    claimAnswer();
    try {
      edge.tasks().execute(() -> runStream(status, contentType, writer));
    } catch (RejectedExecutionException e) {
      send(render(new FarmFailure.Unavailable("the gateway is closing down")));
    }
  }

  private void runStream(int status, String contentType, BodyWriter writer) {
    if (finished.get()) {
      return;
    }
    StreamSink out =
        new StreamSink(
            http,
            edge.config().limits().writeTimeout(),
            () -> {
              setHeader("Content-Type", contentType);
              head(status);
              if (http.isHttp11()) {
                http.getResponseHeaders()
                    .put(Headers.TRANSFER_ENCODING, Headers.CHUNKED.toString());
              }
            });
    sink = out;
    try {
      writer.write(out);
    } catch (Throwable e) {
      if (finished.get()) {
        // The client has left, and what the writer reads may have been given back.
        return;
      }
      if (!out.started()) {
        send(render(failureOf(e)));
        return;
      }
      if (!out.broken()) {
        log.error("request {}: the answer was cut off in the middle", requestId, e);
      }
      cut();
      return;
    }
    if (out.broken()) {
      cut();
    } else if (out.started()) {
      hop(() -> out.end(this));
    } else {
      setHeader("Content-Type", contentType);
      sendWhole(status, ByteBuffer.allocate(0));
    }
  }

  /** Answers with the status and the body that the API's {@link FailureForm} gives the failure. */
  public void fail(FarmFailure failure) {
    answer(render(failure));
  }

  /**
   * Answers with what a farm said and the details that it gave.
   *
   * @param details a JSON list
   */
  public void fail(FarmFailure.Native failure, String details) {
    answer(OpenCueFailures.ofFarm(failure, details, requestId));
  }

  /** Answers with what HTTP itself refuses. */
  public void refuse(Refusal refusal) {
    answer(form.render(refusal));
  }

  private void answer(Rendered refusal) {
    claimAnswer();
    send(refusal);
  }

  /** Runs a task; what it throws becomes the answer, unless there is one already. */
  void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      FarmFailure failure = failureOf(e);
      if (answered.compareAndSet(false, true)) {
        send(render(failure));
      }
    }
  }

  private FarmFailure failureOf(Throwable thrown) {
    if (thrown instanceof FarmException refusal) {
      if (refusal.getCause() != null) {
        log.warn("request {}: {}", requestId, refusal.getMessage(), refusal.getCause());
      } else if (refusal.failure() instanceof FarmFailure.Fault) {
        log.warn("request {}: {}", requestId, refusal.getMessage());
      }
      return refusal.failure();
    }
    log.error("request {}: {} failed", requestId, verb(), thrown);
    return new FarmFailure.Fault("something went wrong in the gateway");
  }

  private Rendered render(FarmFailure failure) {
    return form.render(failure, requestId, edge.config().rejectStatus());
  }

  private void claimAnswer() {
    if (!answered.compareAndSet(false, true)) {
      throw new IllegalStateException("this request has its answer already");
    }
  }

  private void send(Rendered refusal) {
    // Of the answer that it was going to be.
    http.getResponseHeaders().remove(Headers.CONTENT_ENCODING);
    refusal.headers().forEach(this::setHeader);
    setHeader("Content-Type", "application/json");
    sendWhole(refusal.status(), ByteBuffer.wrap(refusal.body().getBytes(StandardCharsets.UTF_8)));
  }

  private void sendWhole(int status, ByteBuffer bytes) {
    hop(() -> {
      head(status);
      http.setResponseContentLength(bytes.remaining());
      new WholeAnswer(this, http.getResponseChannel(), bytes, edge.config().limits().writeTimeout())
          .proceed();
    });
  }

  private void head(int status) {
    http.setStatusCode(status);
    if (edge.inFlight().closing() || body.endsConnection()) {
      http.setPersistent(false);
    }
  }

  /** Runs a task on the IO thread: now, if this is it. */
  private void hop(Runnable task) {
    if (http.isInIoThread()) {
      runOrCut(task);
      return;
    }
    try {
      http.getIoThread().execute(() -> runOrCut(task));
    } catch (RejectedExecutionException e) {
      // The server has stopped; there is nobody left to answer.
      finish();
    }
  }

  /** What fails here failed while answering, so that no answer can tell of it. */
  private void runOrCut(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("request {}: the answer could not be sent", requestId, e);
      cut();
    }
  }

  /** The answer is with the client's system, whole. */
  void sent() {
    finish();
    body.discardRest();
  }

  /** Ends the connection so that the client cannot take what it has for a whole answer. */
  void cut() {
    StreamSink waiting = sink;
    if (waiting != null) {
      waiting.wakeUp();
    }
    try {
      // A reset: the end of an HTTP/1.0 body is the plain end of the connection.
      http.getConnection().setOption(Options.CLOSE_ABORT, true);
    } catch (IOException | RuntimeException e) {
      log.debug("request {}: the connection was closed before", requestId, e);
    }
    IoUtils.safeClose(http.getConnection());
    finish();
  }

  private void finish() {
    if (finished.compareAndSet(false, true)) {
      long nanos = System.nanoTime() - startNanos;
      int status = http.isResponseStarted() ? http.getStatusCode() : CLIENT_GONE;
      edge.guards().recorder().answered(label, status, nanos);
      AccessLog.write(http, this, path, caller, status, nanos);
      edge.inFlight().remove(this);
      edge.connections().end(peer);
      if (atEnd != null) {
        runAtEnd();
      }
    }
  }
}
