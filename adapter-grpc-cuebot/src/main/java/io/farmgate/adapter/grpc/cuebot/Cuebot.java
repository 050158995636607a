package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.guard.UniqueNames;
import io.farmgate.domain.WireBytes;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A farm that is run by Cuebot.
 *
 * <p>Safe to call from many threads. Answers are handed over on the transport's thread, which must
 * not be blocked; a call that is refused at once is answered on the caller's own thread, before
 * {@link #call} returns.
 *
 * <p>A call fails fast while Cuebot is down, and an outage ends about a second after Cuebot is
 * back. There is no retrying: a call is sent at most once, apart from what gRPC itself sends again
 * because Cuebot said that it did not look at it.
 *
 * <p>Large answers are counted against an {@link AnswerBudget} from their first bytes until the
 * {@link Call#scope} of their call has ended. A call whose method has lately answered with much
 * waits up to 10 s for room before it is sent.
 */
public final class Cuebot implements NativeRpc, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Cuebot.class);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** How long a call waits for room for its answer at most, also where it has more time. */
  private static final Duration ROOM_PATIENCE = Duration.ofSeconds(10);

  /** {@code google.rpc.Code.NOT_FOUND}. */
  private static final int NOT_FOUND = 5;

  private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_.]+/[A-Za-z0-9_]+");

  private final CuebotConfig config;
  private final ScheduledThreadPoolExecutor timer;
  private final List<Link> links;
  private final AnswerBudget budget;
  private final GuardRecorder recorder;
  private final Guards guards;
  private final AnswerSizes sizes = new AnswerSizes();

  /** By name, for names that are fit to be sent; as many as the contract has methods. */
  private final ConcurrentHashMap<String, MethodDescriptor<byte[], WireBytes>> methods =
      new ConcurrentHashMap<>();

  private volatile boolean closed;

  private Cuebot(
      CuebotConfig config, MethodCatalogue catalogue, AnswerBudget budget, GuardRecorder recorder) {
    this.config = config;
    this.budget = budget;
    this.recorder = recorder;
    // After close() a reconnection that is due no longer matters, so it may be dropped.
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("cuebot-reconnect").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    this.guards = new Guards(config.guards(), catalogue, recorder, timer);
    this.links = config.endpoints().stream().map(e -> Link.open(e, config, timer)).toList();
  }

  /**
   * Starts connecting and returns at once, whether or not Cuebot is there: a gateway may start
   * before its farm.
   *
   * @param catalogue the methods that guards know the rules of; others pass
   */
  public static Cuebot connect(
      CuebotConfig config, MethodCatalogue catalogue, AnswerBudget budget, GuardRecorder recorder) {
    return new Cuebot(config, catalogue, budget, recorder);
  }

  /**
   * The same for the contract that is compiled in, without a bound on what answers take up together
   * and without figures.
   */
  public static Cuebot connect(CuebotConfig config) {
    return connect(
        config, MethodCatalogue.load(), new AnswerBudget(Long.MAX_VALUE), GuardRecorder.NONE);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The call ends at the earlier of its own time-out and the configured one. A header whose name
   * ends in {@code -bin} carries base64 in both directions, as on the wire. On success all response
   * headers and trailers are handed back, {@code content-type} included; it is for the caller to
   * decide which of them a client sees.
   */
  @Override
  public void call(Call call, Consumer<Reply> done) {
    Exchange exchange =
        new Exchange(call.method(), limit(call), config.maxReceiveBytes(), guards.honesty(), done);
    call(call, exchange);
  }

  private void call(Call call, Exchange exchange) {
    if (closed) {
      exchange.refuse(new FarmFailure.Unavailable("the gateway is shutting down"));
      return;
    }
    MethodDescriptor<byte[], WireBytes> method = method(call.method());
    if (method == null) {
      exchange.refuse(
          new FarmFailure.Invalid(
              "method: '" + call.method() + "' (expected: package.Service/Method)"));
      return;
    }
    Optional<FarmFailure> refusal = guards.refusal(call.method(), call.request());
    if (refusal.isPresent()) {
      exchange.refuse(refusal.get());
      return;
    }
    switch (WireHeaders.toMetadata(call.metadata())) {
      case WireHeaders.Sendable(Metadata metadata) ->
          admit(new Outgoing(call, method, metadata), exchange);
      case WireHeaders.Refused(String problem) -> exchange.refuse(new FarmFailure.Invalid(problem));
    }
  }

  /** A call that is fit to be sent. */
  private record Outgoing(
      Call call, MethodDescriptor<byte[], WireBytes> method, Metadata metadata) {}

  private void admit(Outgoing outgoing, Exchange exchange) {
    long expected = sizes.expected(outgoing.call().method());
    if (expected <= AnswerBudget.SMALL_BYTES) {
      send(outgoing, exchange, exchange.limit(), null);
      return;
    }
    long start = System.nanoTime();
    Object queued =
        budget.acquire(
            expected,
            new AnswerBudget.Waiting() {
              @Override
              public void granted(AnswerBudget.Share share) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                send(outgoing, exchange, exchange.limit().minus(waited), share);
              }

              @Override
              public void refused() {
                exchange.refuse(AnswerMeter.noRoom());
              }
            });
    if (queued != null) {
      giveUpInTime(queued, exchange.limit());
    }
  }

  private void giveUpInTime(Object queued, Duration limit) {
    Duration patience = limit.compareTo(ROOM_PATIENCE) < 0 ? limit : ROOM_PATIENCE;
    var _ = timer.schedule(() -> budget.giveUp(queued), patience.toNanos(), TimeUnit.NANOSECONDS);
    if (closed) {
      // The timer may have been stopped before.
      budget.giveUp(queued);
    }
  }

  private void send(
      Outgoing outgoing, Exchange exchange, Duration limit, AnswerBudget.@Nullable Share share) {
    Link link = link();
    Optional<Guards.Way> lane = guards.lane(link.endpoint(), outgoing.call().method());
    if (lane.isEmpty()) {
      transmit(link, outgoing, exchange, limit, share);
      return;
    }
    InLane.send(
        lane.get().lane(),
        lane.get().change(),
        exchange,
        limit,
        timer,
        new InLane.Way() {
          @Override
          public void send(Duration time) {
            guards
                .probe(outgoing.call().method(), outgoing.call().request())
                .ifPresentOrElse(
                    probe -> ask(probe, outgoing, time, exchange, this), () -> go(time));
          }

          @Override
          public void go(Duration time) {
            transmit(link, outgoing, exchange, time, share);
          }

          @Override
          public void notSent() {
            if (share != null) {
              share.close();
            }
          }
        });
  }

  /** Asks whether a name is free, and sends the call only then. */
  private void ask(
      UniqueNames.Probe probe,
      Outgoing outgoing,
      Duration time,
      Exchange exchange,
      InLane.Way way) {
    long start = System.nanoTime();
    Consumer<Reply> judge =
        reply -> {
          switch (reply) {
            case Reply.Refused(FarmFailure.Native(int code, _, _)) when code == NOT_FOUND -> {}
            case Reply.Refused(FarmFailure failure) -> exchange.refuse(failure);
            case Reply.Answer _ -> {
              guards.duplicate();
              exchange.refuse(new FarmFailure.Conflict(probe.conflict()));
            }
          }
          if (exchange.isOver()) {
            exchange.notSent();
            way.notSent();
          } else {
            way.go(time.minusNanos(System.nanoTime() - start));
          }
        };
    List<Header> headers = outgoing.call().metadata();
    Call call = new Call(probe.method(), probe.request(), time, headers);
    call(
        call,
        new Exchange(call.method(), time, config.maxReceiveBytes(), guards.meanings(), judge));
  }

  private void transmit(
      Link link,
      Outgoing outgoing,
      Exchange exchange,
      Duration limit,
      AnswerBudget.@Nullable Share share) {
    Call call = outgoing.call();
    ClientCall<byte[], WireBytes> wire =
        link.channel()
            .newCall(
                outgoing.method(),
                CallOptions.DEFAULT
                    .withDeadlineAfter(limit)
                    .withStreamTracerFactory(exchange.trace()));
    exchange.goesOut(wire, new AnswerMeter(budget, sizes, call.method(), call.scope(), share));
    try {
      wire.start(exchange, outgoing.metadata());
      // Two, so that a farm that sends more than the one message of a unary call is noticed.
      wire.request(2);
      wire.sendMessage(call.request().array());
      wire.halfClose();
    } catch (RuntimeException bug) {
      log.error("{} could not be sent", call.method(), bug);
      exchange.broken(new FarmFailure.Fault("the call could not be sent; the log has the details"));
      wire.cancel("the call could not be sent", bug);
    }
  }

  private Duration limit(Call call) {
    return call.timeout().compareTo(config.timeout()) < 0 ? call.timeout() : config.timeout();
  }

  /** Tells whether a connection to any Cuebot stands. It does not ask. */
  public boolean connected() {
    return links.stream().anyMatch(Link::isConnected);
  }

  /** Returns who is told of what guards do. */
  GuardRecorder recorder() {
    return recorder;
  }

  private Link link() {
    for (Link link : links) {
      if (!link.isDown()) {
        return link;
      }
    }
    return links.getFirst();
  }

  /** Returns null for a name that cannot be one. */
  private @Nullable MethodDescriptor<byte[], WireBytes> method(String name) {
    MethodDescriptor<byte[], WireBytes> known = methods.get(name);
    if (known != null || !METHOD.matcher(name).matches()) {
      return known;
    }
    return methods.computeIfAbsent(name, Cuebot::descriptor);
  }

  private static MethodDescriptor<byte[], WireBytes> descriptor(String method) {
    return MethodDescriptor.<byte[], WireBytes>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(method)
        .setRequestMarshaller(ByteMarshaller.INSTANCE)
        .setResponseMarshaller(AnswerMarshaller.INSTANCE)
        .build();
  }

  /**
   * Breaks off the calls in flight, which end as unavailable, and waits up to 5 s until the
   * connections are gone. Who wants calls to finish lets them finish first.
   */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    budget.refuseAll();
    guards.close();
    links.forEach(Link::close);
    try {
      for (Link link : links) {
        if (!link.awaitClosed(CLOSE_PATIENCE)) {
          log.warn("the connection to Cuebot {} is still open after close", link.endpoint());
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
