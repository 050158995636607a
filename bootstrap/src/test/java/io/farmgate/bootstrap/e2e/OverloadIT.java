package io.farmgate.bootstrap.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.wire.WireBytes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers at once, on the gateway as it is shipped, in front of a slow Cuebot. */
final class OverloadIT {
  private static final String GET_JOBS = "job.JobInterface/GetJobs";
  private static final String FIND_HOST = "host.HostInterface/FindHost";
  private static final String LOCK = "host.HostInterface/Lock";
  private static final int DASHBOARDS = 200;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @TempDir private Path folder;

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Long> listed = new ConcurrentLinkedQueue<>();
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder);
  }

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void dashboardsThatPollEverySecondShouldCostCuebotTwoCallsASecond() throws Exception {
    try (FakeCuebot cuebot = slowLists();
        RunningGateway gateway = start(cuebot, Map.of())) {
      List<Integer> statuses = poll(gateway, 6);

      assertThat(statuses).hasSize(DASHBOARDS * 6).containsOnly(200);
      // PaceTest holds the rule exactly; here a hiccup of the machine may look like quiet.
      assertThat(listed.size()).isBetween(8, 4 * secondsOfCalls() + 8);
    }
  }

  @Test
  void withoutTheGuardTheyShouldCostOneCallEach() throws Exception {
    try (FakeCuebot cuebot = slowLists();
        RunningGateway gateway = start(cuebot, Map.of("FARMGATE_GUARDS_OFF", "sharing,limit"))) {
      poll(gateway, 2);

      assertThat(listed).hasSize(DASHBOARDS * 2);
    }
  }

  @Test
  void callerWithoutTheRightShouldBeRefusedThoughTheAnswerIsAtHand() throws Exception {
    try (FakeCuebot cuebot = slowLists();
        RunningGateway gateway = start(cuebot, Map.of("FARMGATE_READ_CACHE", "10s"))) {
      assertThat(gateway.call(gateway.token(), GET_JOBS, "{}").statusCode()).isEqualTo(200);
      assertThat(gateway.call(gateway.token(), GET_JOBS, "{}").statusCode()).isEqualTo(200);

      assertThat(gateway.call("no.token.atall", GET_JOBS, "{}").statusCode()).isEqualTo(401);
      assertThat(listed).as("the second answer was kept").hasSize(1);
      assertThat(gateway.call(operatorToken(), LOCK, "{}").statusCode()).isEqualTo(200);
      assertThat(gateway.call(gateway.token(), GET_JOBS, "{}").statusCode()).isEqualTo(200);
      assertThat(listed).as("the change ended that").hasSize(2);
    }
  }

  @Test
  void overloadedCuebotShouldGetItsChangesAndNoMoreThanTheLimit() throws Exception {
    Load load = overload(Map.of());

    assertThat(load.changes).hasSize(20).containsOnly(200);
    assertThat(load.reads).containsOnlyKeys(200, 503);
    assertThat(load.reads.get(503)).as("reads that were shed").isGreaterThan(100);
    // The slowest of them may have met with a hiccup of the machine.
    assertThat(load.medianRefusal()).isLessThan(Duration.ofSeconds(5));
    assertThat(load.mostAtOnce).as("at once on Cuebot").isLessThanOrEqualTo(100);
  }

  @Test
  void withoutTheGuardCuebotShouldGetAllAtOnce() throws Exception {
    Load load = overload(Map.of("FARMGATE_GUARDS_OFF", "limit"));

    assertThat(load.reads).containsOnlyKeys(200);
    assertThat(load.mostAtOnce).isGreaterThan(200);
  }

  /** What came of 500 different reads and, in their midst, 20 changes. */
  private static final class Load {
    final Map<Integer, Integer> reads = new HashMap<>();
    final List<Integer> changes = new ArrayList<>();
    final List<Duration> refusals = new ArrayList<>();
    int mostAtOnce;

    Duration medianRefusal() {
      return refusals.stream().sorted().toList().get(refusals.size() / 2);
    }
  }

  private record Timed(int status, Duration took, boolean saysWhen) {}

  private Load overload(Map<String, String> more) throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Semaphore twenty = new Semaphore(20);
    Load load = new Load();
    try (FakeCuebot cuebot =
            FakeCuebot.start(call -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              // As with a pool of 20 connections to a database.
              twenty.acquire();
              try {
                LockSupport.parkNanos(SECOND / 4);
                return empty();
              } finally {
                twenty.release();
                now.decrementAndGet();
              }
            });
        RunningGateway gateway = start(cuebot, more)) {
      String operator = operatorToken();
      List<Callable<Timed>> reads = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String body = "{\"name\":\"host" + i + "\"}";
        reads.add(() -> timed(gateway, operator, FIND_HOST, body));
      }
      List<Future<Timed>> asked = new ArrayList<>();
      List<Future<Timed>> changed = new ArrayList<>();
      for (int i = 0; i < reads.size(); i++) {
        asked.add(clients.submit(reads.get(i)));
        if (i % 25 == 24) {
          changed.add(clients.submit(() -> timed(gateway, operator, LOCK, "{}")));
        }
      }
      for (Future<Timed> read : asked) {
        Timed one = read.get();
        load.reads.merge(one.status(), 1, Integer::sum);
        if (one.status() == 503) {
          assertThat(one.saysWhen()).as("a Retry-After").isTrue();
          load.refusals.add(one.took());
        }
      }
      for (Future<Timed> change : changed) {
        load.changes.add(change.get().status());
      }
    }
    load.mostAtOnce = most.get();
    return load;
  }

  private static Timed timed(RunningGateway gateway, String token, String method, String body)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<String> answer = gateway.call(token, method, body);
    return new Timed(
        answer.statusCode(),
        Duration.ofNanos(System.nanoTime() - start),
        answer.headers().firstValue("Retry-After").isPresent());
  }

  /** One of its own each time: gRPC writes into its headers. */
  private static Answer empty() {
    return Answer.message(WireBytes.EMPTY);
  }

  private String operatorToken() throws IOException, InterruptedException {
    Process minting =
        installation.start(
            Map.of("FARMGATE_HOME", folder.resolve("state").toString()),
            folder.resolve("token.err").toFile(),
            "token",
            "--subject",
            "artist1",
            "--ttl",
            "1h",
            "--role",
            "operator");
    String token = new String(minting.getInputStream().readAllBytes(), US_ASCII).strip();
    assertThat(minting.waitFor()).isZero();
    return token;
  }

  private FakeCuebot slowLists() {
    return FakeCuebot.start(call -> {
      if (call.method().equals(GET_JOBS)) {
        listed.add(System.nanoTime());
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      return empty();
    });
  }

  private List<Integer> poll(RunningGateway gateway, int times) throws Exception {
    long start = System.nanoTime() + SECOND / 2;
    List<Callable<List<Integer>>> all = new ArrayList<>();
    for (int i = 0; i < DASHBOARDS; i++) {
      long first = start + i * SECOND / DASHBOARDS;
      all.add(() -> {
        List<Integer> statuses = new ArrayList<>();
        for (int poll = 0; poll < times; poll++) {
          long due = first + poll * SECOND;
          while (System.nanoTime() - due < 0) {
            LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
          }
          statuses.add(gateway.call(gateway.token(), GET_JOBS, "{}").statusCode());
        }
        return statuses;
      });
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<List<Integer>> one : clients.invokeAll(all)) {
      statuses.addAll(one.get());
    }
    return statuses;
  }

  /** The whole seconds in which calls reached Cuebot; the last may have just begun. */
  private int secondsOfCalls() {
    long first = listed.element();
    long last = listed.stream().mapToLong(time -> time).max().orElse(first);
    return Math.toIntExact((last - first) / SECOND) + 1;
  }

  private RunningGateway start(FakeCuebot cuebot, Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("CUEBOT_ENDPOINT", cuebot.endpoint());
    environment.put("RATE_LIMIT_RPS", "0");
    environment.put("FARMGATE_MAX_CONNECTIONS_PER_ADDRESS", "0");
    RunningGateway gateway =
        RunningGateway.start(installation, folder.resolve("state"), environment);
    long end = System.nanoTime() + 30 * SECOND;
    while (gateway.call(gateway.token(), "show.ShowInterface/GetShows", "{}").statusCode() != 200) {
      assertThat(System.nanoTime() - end).as("connected within 30 s").isNegative();
      LockSupport.parkNanos(SECOND / 20);
    }
    return gateway;
  }
}
