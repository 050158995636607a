package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.guard.UniqueNames;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.AnswerScope;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * back. {@link Retries} says which calls are made again. A change is sent at most once, apart from
 * what gRPC itself sends again because Cuebot said that it did not look at it.
 *
 * <p>Large answers are counted against an {@link AnswerBudget} from their first bytes until the
 * {@link Call#scope} of their call has ended. A call whose method has lately answered with much
 * waits up to 10 s for room before it is sent.
 */
public final class Cuebot implements NativeRpc, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Cuebot.class);

  /** When to call again while the farm keeps failing: it is asked that often. */
  private static final Duration COME_BACK = Duration.ofSeconds(1);

  /** How long a call waits for room for its answer at most, also where it has more time. */
  private static final Duration ROOM_PATIENCE = Duration.ofSeconds(10);

  /** {@code google.rpc.Code.NOT_FOUND}. */
  private static final int NOT_FOUND = 5;

  private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_.]+/[A-Za-z0-9_]+");

  private final CuebotConfig config;
  private final ScheduledThreadPoolExecutor timer;
  private final Links links;
  private final AnswerBudget budget;
  private final GuardRecorder recorder;
  private final Guards guards;
  private final AnswerSizes sizes = new AnswerSizes();
  private final CuebotMethods known;
  private final Retries retries;

  /** Calls that wait to be made again. */
  private final Set<Outgoing> pausing = ConcurrentHashMap.newKeySet();

  /** By name, for names that are fit to be sent; as many as the contract has methods. */
  private final ConcurrentHashMap<String, MethodDescriptor<byte[], WireBytes>> methods =
      new ConcurrentHashMap<>();

  private volatile boolean closed;

  private Cuebot(
      CuebotConfig config,
      MethodCatalogue catalogue,
      AnswerBudget budget,
      GuardRecorder recorder,
      ConnectionThreads threads) {
    this.config = config;
    this.budget = budget;
    this.recorder = recorder;
    this.known = new CuebotMethods(catalogue);
    this.retries = new Retries(config.guards().contains(Guard.RETRIES), recorder);
    // After close() a reconnection that is due no longer matters, so it may be dropped.
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("cuebot-reconnect").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    this.guards = new Guards(config.guards(), catalogue, recorder, timer);
    this.links = Links.open(config, threads, timer, recorder);
  }

  /**
   * Starts connecting and returns at once, whether or not Cuebot is there: a gateway may start
   * before its farm.
   *
   * @param catalogue tells reads from changes, and has the methods that guards know rules for
   * @param threads where the connections live
   * @throws CuebotTls.UnusableException where TLS is wanted and its files cannot be used
   */
  public static Cuebot connect(
      CuebotConfig config,
      MethodCatalogue catalogue,
      AnswerBudget budget,
      GuardRecorder recorder,
      ConnectionThreads threads) {
    return new Cuebot(config, catalogue, budget, recorder, threads);
  }

  /** The same with threads of gRPC's own. */
  public static Cuebot connect(
      CuebotConfig config, MethodCatalogue catalogue, AnswerBudget budget, GuardRecorder recorder) {
    return connect(config, catalogue, budget, recorder, ConnectionThreads.ofGrpc());
  }

  /** The same for the contract that is compiled in, without a bound on answers or figures. */
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
    call(call, guards.honesty(), done);
  }

  private void call(Call call, Honesty honesty, Consumer<Reply> done) {
    MethodDescriptor<byte[], WireBytes> method = method(call.method());
    if (method == null) {
      refuse(
          done,
          new FarmFailure.Invalid(
              "method: '" + call.method() + "' (expected: package.Service/Method)"));
      return;
    }
    Optional<FarmFailure> refusal = guards.refusal(call.method(), call.request());
    if (refusal.isPresent()) {
      refuse(done, refusal.get());
      return;
    }
    Duration limit = limit(call);
    attempt(
        new Outgoing(
            call,
            method,
            limit,
            System.nanoTime() + limit.toNanos(),
            retries.begin(known.reads(call.method())),
            honesty,
            done));
  }

  /**
   * A call that is fit to be sent.
   *
   * @param deadline by {@link System#nanoTime}
   */
  private record Outgoing(
      Call call,
      MethodDescriptor<byte[], WireBytes> method,
      Duration limit,
      long deadline,
      Retries.Course course,
      Honesty honesty,
      Consumer<Reply> done) {
    Duration timeLeft() {
      return Duration.ofNanos(deadline - System.nanoTime());
    }
  }

  private void attempt(Outgoing outgoing) {
    Call call = outgoing.call();
    if (closed) {
      refuse(outgoing.done(), shuttingDown());
      return;
    }
    // Made anew for each attempt, since gRPC adds to it.
    switch (WireHeaders.toMetadata(call.metadata())) {
      case WireHeaders.Sendable(Metadata metadata) ->
          admit(
              outgoing,
              metadata,
              new Exchange(
                  call,
                  outgoing.limit(),
                  config.maxReceiveBytes(),
                  known.outcomeOfLost(call.method()),
                  outgoing.honesty(),
                  (attempt, reply) -> settle(outgoing, attempt, reply)));
      case WireHeaders.Refused(String problem) ->
          refuse(outgoing.done(), new FarmFailure.Invalid(problem));
    }
  }

  /** An attempt is over: hands its reply on, or makes another one after a pause. */
  private void settle(Outgoing outgoing, Exchange attempt, Reply reply) {
    // Where no Cuebot is there, asking again would only delay the answer.
    Optional<Duration> pause =
        attempt.end() == Retries.End.FINAL || links.allDown()
            ? Optional.empty()
            : outgoing.course().again(attempt.end(), outgoing.timeLeft());
    if (pause.isEmpty()) {
      outgoing.done().accept(reply);
      return;
    }
    pausing.add(outgoing);
    Runnable next =
        Context.current()
            .wrap(() -> {
              if (pausing.remove(outgoing)) {
                attempt(outgoing);
              }
            });
    var _ = timer.schedule(next, pause.get().toNanos(), TimeUnit.NANOSECONDS);
    if (closed) {
      // The timer may have been stopped before.
      refusePausing();
    }
  }

  private void refusePausing() {
    for (Outgoing outgoing : List.copyOf(pausing)) {
      if (pausing.remove(outgoing)) {
        refuse(outgoing.done(), shuttingDown());
      }
    }
  }

  private static FarmFailure shuttingDown() {
    return new FarmFailure.Unavailable(
        "the gateway is shutting down", Optional.empty(), FarmFailure.Outcome.NOT_DONE);
  }

  private static FarmFailure keepsFailing() {
    return new FarmFailure.Unavailable(
        "the farm keeps failing, so it gets no calls for the moment; nothing was sent",
        Optional.of(COME_BACK),
        FarmFailure.Outcome.NOT_DONE);
  }

  private static void refuse(Consumer<Reply> done, FarmFailure failure) {
    done.accept(new Reply.Refused(failure));
  }

  private void admit(Outgoing outgoing, Metadata metadata, Exchange exchange) {
    long expected = sizes.expected(outgoing.call().method());
    if (expected <= AnswerBudget.SMALL_BYTES) {
      send(outgoing, metadata, exchange, null);
      return;
    }
    Object queued =
        budget.acquire(
            expected,
            new AnswerBudget.Waiting() {
              @Override
              public void granted(AnswerBudget.Share share) {
                send(outgoing, metadata, exchange, share);
              }

              @Override
              public void refused() {
                exchange.refuse(AnswerMeter.noRoom());
              }
            });
    if (queued != null) {
      giveUpInTime(queued, outgoing.timeLeft());
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
      Outgoing outgoing, Metadata metadata, Exchange exchange, AnswerBudget.@Nullable Share share) {
    Call call = outgoing.call();
    AnswerMeter meter = new AnswerMeter(budget, sizes, call.method(), call.scope(), share);
    Optional<Link> link = links.choose();
    if (link.isEmpty()) {
      recorder.acted(Guard.BREAKER, "refused");
      meter.dropped();
      exchange.refuse(keepsFailing());
      return;
    }
    Optional<Guards.Way> lane = guards.lane(link.get().endpoint(), call.method());
    if (lane.isEmpty()) {
      sendOver(link.get(), outgoing, metadata, exchange, meter, outgoing.timeLeft());
      return;
    }
    InLane.send(
        lane.get().lane(),
        lane.get().change(),
        exchange,
        outgoing.timeLeft(),
        timer,
        new InLane.Way() {
          @Override
          public void send(Duration time) {
            guards
                .probe(call.method(), call.request())
                .ifPresentOrElse(probe -> ask(probe, call, time, exchange, this), () -> go(time));
          }

          @Override
          public void go(Duration time) {
            sendOver(link.get(), outgoing, metadata, exchange, meter, time);
          }

          @Override
          public void notSent() {
            meter.dropped();
          }
        });
  }

  /** Asks whether a name is free, and sends the call only then. */
  private void ask(
      UniqueNames.Probe probe, Call call, Duration time, Exchange exchange, InLane.Way way) {
    long start = System.nanoTime();
    Consumer<Reply> judge =
        reply -> {
          switch (reply) {
            case Reply.Refused(FarmFailure.Native status) when status.code() == NOT_FOUND -> {}
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
    call(
        new Call(
            probe.method(),
            probe.request(),
            time,
            call.metadata(),
            AnswerScope.DELIVERY,
            call.requestId()),
        guards.meanings(),
        judge);
  }

  private void sendOver(
      Link link,
      Outgoing outgoing,
      Metadata metadata,
      Exchange exchange,
      AnswerMeter meter,
      Duration time) {
    Call call = outgoing.call();
    ClientCall<byte[], WireBytes> wire =
        link.channel()
            .newCall(outgoing.method(), options(time).withStreamTracerFactory(exchange.trace()));
    if (!exchange.goesOut(link, wire, meter)) {
      exchange.notSent();
      meter.dropped();
      return;
    }
    WireDeadline.tell(metadata, time);
    exchange.listensFor(time);
    try {
      wire.start(exchange, metadata);
      wire.sendMessage(call.request().array());
      wire.halfClose();
      // Two, so that a farm that sends more than the one message of a unary call is noticed. Last,
      // because each of these wakes the transport's thread where that sleeps.
      wire.request(2);
      exchange.overdueAt(timer.schedule(exchange::overdue, time.toNanos(), TimeUnit.NANOSECONDS));
    } catch (RuntimeException bug) {
      log.error("{} id={} could not be sent", call.method(), call.requestId(), bug);
      exchange.broken(new FarmFailure.Fault("the call could not be sent; the log has the details"));
      wire.cancel("the call could not be sent", bug);
    }
  }

  /**
   * Without time nothing is sent, which grpc-java sees to; and where a native client's deadline is
   * in the context, it tells the farm of the earlier one. Else see {@link WireDeadline}.
   */
  private static CallOptions options(Duration time) {
    boolean ours = time.isPositive() && Context.current().getDeadline() == null;
    return ours ? CallOptions.DEFAULT : CallOptions.DEFAULT.withDeadlineAfter(time);
  }

  private Duration limit(Call call) {
    return call.timeout().compareTo(config.timeout()) < 0 ? call.timeout() : config.timeout();
  }

  /** Tells whether a connection to any Cuebot stands. It does not ask. */
  public boolean connected() {
    return links.anyConnected();
  }

  /** Returns how many calls have gone out and not ended. */
  int inFlight() {
    return links.inFlight();
  }

  /** Returns null for a name that cannot be one. */
  private @Nullable MethodDescriptor<byte[], WireBytes> method(String name) {
    MethodDescriptor<byte[], WireBytes> known = methods.get(name);
    if (known != null || !METHOD.matcher(name).matches()) {
      return known;
    }
    return methods.computeIfAbsent(name, Cuebot::descriptor);
  }

  static MethodDescriptor<byte[], WireBytes> descriptor(String method) {
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
    refusePausing();
    guards.close();
    links.close();
  }
}
