package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.BodySink;
import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.adapter.http.edge.EdgeHandler;
import io.farmgate.adapter.http.edge.Refusal;
import io.farmgate.application.CallRecorder;
import io.farmgate.application.Farms;
import io.farmgate.application.ReadLogs;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.OpenLog;
import io.farmgate.domain.port.OpenLog.Extent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers with the log of one frame: a part of it, its tail, or all that comes until it ends. */
final class FrameLogHandler implements EdgeHandler {
  static final Parameter<Long> OFFSET = whole("offset", 0, (1L << 53) - 1);
  static final Parameter<Long> LIMIT = whole("limit", 1, (1L << 53) - 1);
  static final Parameter<Long> TAIL = whole("tail", 0, 100_000);
  static final Parameter<Boolean> FOLLOW =
      Parameter.word("follow", new TreeMap<>(Map.of("true", true, "false", false)));
  static final Parameter<String> JOB =
      new Parameter<>(
          "job",
          "the id or the name of the frame's job",
          text -> text.isBlank() ? Optional.empty() : Optional.of(text));

  /** What there is, in the document's order. */
  static final List<Parameter<?>> PARAMETERS = List.of(OFFSET, LIMIT, TAIL, FOLLOW, JOB);

  private static final String TEXT = "text/plain; charset=utf-8";

  /** How far back the last lines are looked for. */
  private static final long TAIL_BYTES = 16L << 20;

  private static final int BLOCK = 1 << 16;
  private static final int SLOWEST = 10;

  private static final FarmFailure BROKEN =
      new FarmFailure.Fault("the gateway broke while it opened this log");

  private final Farms farms;
  private final ReadLogs logs;
  private final CallRecorder recorder;
  private final FrameLogApi.Pace pace;
  private final @Nullable String farm;
  private final String frame;

  FrameLogHandler(
      Farms farms,
      ReadLogs logs,
      CallRecorder recorder,
      FrameLogApi.Pace pace,
      @Nullable String farm,
      String frame) {
    this.farms = farms;
    this.logs = logs;
    this.recorder = recorder;
    this.pace = pace;
    this.farm = farm;
    this.frame = frame;
  }

  private static Parameter<Long> whole(String name, long least, long most) {
    return new Parameter<>(
        name,
        "a whole number from " + least + " to " + most,
        text ->
            text.matches("[0-9]{1,16}")
                ? Optional.of(Long.parseLong(text)).filter(n -> n >= least && n <= most)
                : Optional.empty());
  }

  @Override
  public void handle(EdgeExchange exchange) {
    if (exchange.verb().equals("OPTIONS")) {
      exchange.setHeader("Allow", String.join(", ", new TreeSet<>(FrameLogApi.VERBS)));
      exchange.respondEmpty(204);
      return;
    }
    if (!Accepted.text(exchange.headers("Accept"))) {
      exchange.refuse(
          Refusal.of(406, 3, "Accept: nothing that is offered here (expected: text/plain)"));
      return;
    }
    Farm asked = farm == null ? farms.byDefault() : farms.named(farm);
    Query query = Query.of(exchange.queryParameters(), PARAMETERS);
    exchange.onVirtualThread(() -> answer(exchange, asked, query));
  }

  private void answer(EdgeExchange exchange, Farm asked, Query query) {
    OpenLog log = opened(exchange, asked, query);
    exchange.onEnd(log::close);
    Extent extent = log.extent();
    long from = Math.min(query.get(OFFSET).orElse(0L), extent.size());
    int lines = Math.toIntExact(query.get(TAIL).orElse(-1L));
    if (lines >= 0) {
      from = Math.max(from, ReadLogs.tail(log, extent.size(), lines, TAIL_BYTES));
    }
    long room = Long.MAX_VALUE - from;
    long until = from + Math.min(room, query.get(LIMIT).orElse(room));
    boolean follow = query.get(FOLLOW).orElse(false);
    tell(exchange, from, extent);
    long start = from;
    long end = Math.min(until, extent.size());
    if (!follow) {
      exchange.setHeader("X-Log-Next-Offset", Long.toString(end));
    }
    if (exchange.verb().equals("HEAD")) {
      exchange.setHeader("Content-Type", TEXT);
      exchange.respondEmpty(200);
    } else if (follow) {
      exchange.stream(200, TEXT, sink -> follow(exchange, log, start, until, sink));
    } else {
      exchange.stream(200, TEXT, sink -> copy(log, start, end, sink));
    }
  }

  /** A log is anybody's text: no browser may take it for a page. */
  private static void tell(EdgeExchange exchange, long from, Extent extent) {
    exchange.setHeader("X-Content-Type-Options", "nosniff");
    exchange.setHeader("Cache-Control", "private, no-cache");
    exchange.setHeader("X-Log-Offset", Long.toString(from));
    exchange.setHeader("X-Log-Size", Long.toString(extent.size()));
    exchange.setHeader("X-Log-Growing", Boolean.toString(extent.mayGrow()));
    exchange.addHeader(
        "Access-Control-Expose-Headers",
        "X-Log-Offset, X-Log-Size, X-Log-Growing, X-Log-Next-Offset");
  }

  private OpenLog opened(EdgeExchange exchange, Farm asked, Query query) {
    long start = System.nanoTime();
    Optional<FarmFailure> failure = Optional.of(BROKEN);
    try {
      if (frame.isBlank()) {
        throw new FarmException(FarmFailure.NotFound.of("frame", frame));
      }
      OpenLog log = logs.open(exchange.caller(), asked, new FrameId(frame), query.get(JOB));
      failure = Optional.empty();
      return log;
    } catch (FarmException e) {
      failure = Optional.of(e.failure());
      throw e;
    } finally {
      recorder.record(
          exchange.caller(),
          exchange.requestId(),
          asked.name(),
          FrameLogApi.OPERATION,
          Duration.ofNanos(System.nanoTime() - start),
          failure);
    }
  }

  /** Sends what there is from {@code start} to {@code end}, and returns how far that went. */
  private static long copy(OpenLog log, long start, long end, BodySink sink) throws IOException {
    byte[] block = new byte[(int) Math.min(BLOCK, Math.max(1, end - start))];
    long at = start;
    while (at < end) {
      int read = (int) Math.min(log.read(at, block), end - at);
      if (read == 0) {
        return at;
      }
      sink.write(block, 0, read);
      at += read;
    }
    return at;
  }

  /** Sends what comes, until nothing more can come, or for too long nothing has. */
  private void follow(EdgeExchange exchange, OpenLog log, long start, long until, BodySink sink)
      throws IOException {
    // A client that waits for something to happen is told at once that it has come to the right
    // place.
    sink.flush();
    long at = start;
    long quietSince = System.nanoTime();
    Duration pause = pace.look();
    while (true) {
      Extent extent = log.extent();
      long next = copy(log, at, Math.min(extent.size(), until), sink);
      boolean quiet = next == at;
      if (!quiet) {
        quietSince = System.nanoTime();
        pause = pace.look();
      }
      at = next;
      boolean silent = System.nanoTime() - quietSince > pace.silence().toNanos();
      if (at >= until || !extent.mayGrow() || silent || exchange.closing()) {
        return;
      }
      sleep(pause);
      if (quiet && pause.compareTo(pace.look().multipliedBy(SLOWEST)) < 0) {
        pause = pause.plus(pace.look());
      }
    }
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is closing");
    }
  }
}
