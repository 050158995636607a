package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.resource.opencue.EventClient.Event;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.WatchFarm;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.Interest;
import io.farmgate.domain.spec.Specs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream of events, as clients see it. The farm tells what the test has it tell. */
final class EventsTest {
  /** Of {@link #pause}: a minute. */
  private static final int POLLS = 6_000;

  private final InMemoryFarm memory =
      new InMemoryFarm(Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC));
  private final ToldFarm told = new ToldFarm();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Job job;
  private Job other;

  /** Changes that a test makes up, of things that are on the farm. */
  private static final class ToldFarm implements Changes {
    private final List<Consumer<List<FarmChange>>> tellers = new CopyOnWriteArrayList<>();
    private final List<Interest> asked = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    @Override
    public Watch watch(Interest interest, Consumer<List<FarmChange>> teller) {
      if (down) {
        throw new FarmException(new FarmFailure.Unavailable("the farm cannot be reached"));
      }
      asked.add(interest);
      tellers.add(teller);
      return new Watch() {
        @Override
        public void retune(Interest wanted) {
          asked.add(wanted);
        }

        @Override
        public void close() {
          tellers.remove(teller);
        }
      };
    }

    void tell(FarmChange... changes) {
      tellers.forEach(teller -> teller.accept(List.of(changes)));
    }
  }

  @BeforeEach
  void fill() {
    memory.ports().shows().create("alpha");
    memory.ports().shows().create("beta");
    job = launch("alpha", "one");
    other = launch("beta", "two");
  }

  private Job launch(String show, String name) {
    return memory
        .ports()
        .submissions()
        .launch(Specs.submission(show, Specs.job(name, Specs.layer("comp", "1-3", "until never"))))
        .getFirst();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private Farm farm() {
    return new Farm(
        "local",
        "farm of a test",
        Optional.of(PortsBut.changes(memory.ports(), told)),
        Optional.empty());
  }

  private Gateway gateway(WatchFarm.Settings settings) {
    return gateway(false, settings);
  }

  private Gateway gateway(boolean openReads, WatchFarm.Settings settings) {
    Gateway gateway = new Gateway(openReads, new WatchFarm(new AccessPolicy(), settings), farm());
    open.add(gateway);
    return gateway;
  }

  private Gateway gateway() {
    return gateway(Gateway.WATCH);
  }

  private EventClient listen(Gateway gateway, String query, String... headers) {
    EventClient client = new EventClient(gateway.uri("/api/events" + query), "viewer", headers);
    open.add(client);
    assertThat(client.next().name()).isEqualTo("ready");
    return client;
  }

  @Test
  void theDataOfAnEventShouldBeWhatTheResourceShows() {
    Gateway gateway = gateway();
    EventClient client = listen(gateway, "");

    told.tell(
        new FarmChange.OfJob(job),
        new FarmChange.OfLayer(job, memory.ports().layers().ofJob(job.id()).getFirst()),
        new FarmChange.OfFrame(job, frame()),
        new FarmChange.OfHost(host()),
        new FarmChange.ManyFrames(job),
        new FarmChange.JobGone(job),
        new FarmChange.HostGone(host()),
        new FarmChange.Contact(false));

    List<Event> events = client.next(8);
    assertThat(events.stream().map(Event::name))
        .containsExactly(
            "job", "layer", "frame", "host", "frames", "job_gone", "host_gone", "farm");
    for (int i = 0; i < 4; i++) {
      Event event = events.get(i);
      Answer resource =
          gateway.get("/api/" + event.name() + "/" + event.data().path("id").asText());
      assertThat(event.data()).as(event.name()).isEqualTo(resource.json());
    }
  }

  @Test
  void howFarAFrameHasComeShouldBeToldAsTheFrame() {
    EventClient client = listen(gateway(), "?kind=frame");
    Frame frame = frame();

    told.tell(new FarmChange.FrameProgress(job, atPercent(frame, 42)));

    Event event = client.next();
    assertThat(event.name()).isEqualTo("frame");
    assertThat(event.data().path("id").asText()).isEqualTo(frame.id().value());
    assertThat(event.data().path("progress").asInt()).isEqualTo(42);
  }

  private static Frame atPercent(Frame frame, int percent) {
    return new Frame(
        frame.id(),
        frame.jobId(),
        frame.layerId(),
        frame.layerName(),
        frame.number(),
        FrameState.RUNNING,
        frame.retries(),
        frame.exitStatus(),
        frame.exitSignal(),
        frame.dispatchOrder(),
        frame.startTime(),
        frame.stopTime(),
        frame.maxRssBytes(),
        frame.usedMemoryBytes(),
        frame.reservedMemoryBytes(),
        frame.lastHost(),
        frame.lastCores(),
        frame.totalCoreTime(),
        frame.checkpoint(),
        frame.display(),
        OptionalInt.of(percent));
  }

  private Frame frame() {
    return memory.ports().frames().list(FrameQuery.of(job.id())).getFirst();
  }

  private Host host() {
    return memory.ports().hosts().all().getFirst();
  }

  @Test
  void filtersShouldNarrowTogether() {
    Gateway gateway = gateway();
    EventClient beta = listen(gateway, "?show=beta");
    EventClient byId = listen(gateway, "?job=" + job.id().value() + "&kind=job,host");
    EventClient byName = listen(gateway, "?job=" + other.name() + ",nix");
    EventClient user = listen(gateway, "?user=nobody");
    EventClient hosts = listen(gateway, "?kind=host");
    EventClient all = listen(gateway, "");

    told.tell(
        new FarmChange.OfJob(job),
        new FarmChange.OfJob(other),
        new FarmChange.OfFrame(job, frame()),
        new FarmChange.OfHost(host()),
        new FarmChange.Contact(true));

    assertThat(names(all, 5)).containsExactly("job", "job", "frame", "host", "farm");
    assertThat(beta.next().data().path("name").asText()).isEqualTo(other.name());
    assertThat(beta.next().name()).isEqualTo("farm");
    assertThat(names(byId, 3)).containsExactly("job", "host", "farm");
    assertThat(names(byName, 2)).containsExactly("job", "farm");
    assertThat(names(user, 1)).containsExactly("farm");
    assertThat(names(hosts, 2)).containsExactly("host", "farm");
    assertThat(told.tellers).hasSize(1);
  }

  private static List<String> names(EventClient client, int count) {
    return client.next(count).stream().map(Event::name).toList();
  }

  @Test
  void whoComesBackShouldMissNothingAndGetNothingTwice() {
    Gateway gateway = gateway();
    EventClient stays = listen(gateway, "");
    EventClient leaves = listen(gateway, "");
    told.tell(new FarmChange.OfJob(job), new FarmChange.OfJob(other));
    String last = leaves.next().id();
    leaves.close();
    told.tell(new FarmChange.OfHost(host()));

    EventClient header = listen(gateway, "?last_event_id=nix", "Last-Event-ID", last);
    EventClient query = listen(gateway, "?last_event_id=" + last);

    for (EventClient back : List.of(header, query)) {
      List<Event> since = back.next(2);
      assertThat(since.stream().map(Event::name)).containsExactly("job", "host");
      assertThat(since.getFirst().data().path("id").asText()).isEqualTo(other.id().value());
    }
    assertThat(names(stays, 3)).containsExactly("job", "job", "host");
  }

  @Test
  void whoComesBackTooLateShouldBeToldSo() {
    Gateway gateway = gateway(new WatchFarm.Settings(4, Duration.ofMinutes(1), 100, 100));
    EventClient first = listen(gateway, "");
    told.tell(new FarmChange.OfJob(job));
    String last = first.next().id();
    for (int i = 0; i < 6; i++) {
      told.tell(new FarmChange.OfHost(host()));
    }

    EventClient late = listen(gateway, "?last_event_id=" + last);
    EventClient wrong = listen(gateway, "?last_event_id=deadbeef-7");

    assertThat(names(late, 5)).containsExactly("missed", "host", "host", "host", "host");
    Event missed = wrong.next();
    assertThat(missed.name()).isEqualTo("missed");
    assertThat(missed.id()).isNotEmpty();
  }

  @Test
  void aSignOfLifeShouldCarryThePlaceOfWhatWasFilteredOut() {
    Gateway gateway = gateway(new WatchFarm.Settings(8, Duration.ofMinutes(1), 100, 100));
    EventClient client = listen(gateway, "?show=beta");
    tellOfOthers();

    String place = client.placeAfterNextHeartbeat();

    // Where the stream began is no longer kept now; that place is.
    tellOfOthers();
    told.tell(new FarmChange.OfJob(other));
    assertThat(listen(gateway, "?show=beta&last_event_id=" + place).next().name()).isEqualTo("job");
  }

  private void tellOfOthers() {
    for (int i = 0; i < 6; i++) {
      told.tell(new FarmChange.OfJob(job));
    }
  }

  @Test
  void aSlowListenerShouldHoldUpNobodyAndBeToldThatItMissedSome() {
    Gateway gateway = gateway(new WatchFarm.Settings(64, Duration.ZERO, 100, 100));
    EventClient slow = listen(gateway, "");
    EventClient quick = listen(gateway, "?kind=host");
    // More than the buffers of two systems hold: were it held up, this would never end.
    for (int i = 0; i < 20_000; i++) {
      told.tell(new FarmChange.OfJob(job));
    }
    told.tell(new FarmChange.OfHost(host()));

    assertThat(quick.nextNamed("host").name()).isEqualTo("host");
    assertThat(slow.nextNamed("missed").name()).isEqualTo("missed");
    assertThat(slow.nextNamed("host").name()).isEqualTo("host");
  }

  @Test
  void aClientThatLeavesShouldFreeItsPlace() {
    Gateway gateway = gateway(new WatchFarm.Settings(64, Duration.ZERO, 1, 1));
    listen(gateway, "").close();

    Answer full = gateway.get("/api/events");
    for (int i = 0; i < POLLS && full.status() == 429; i++) {
      pause();
      full = gateway.get("/api/events");
    }

    assertThat(full.status()).isEqualTo(200);
  }

  @Test
  void tooManyListenersShouldBeRefused() {
    Gateway gateway = gateway(new WatchFarm.Settings(64, Duration.ZERO, 1, 1));
    listen(gateway, "");

    Answer refused = gateway.get("/api/events");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(refused.error()).contains("1 times already");
  }

  @Test
  void theFarmShouldBeWatchedOnlyWhileSomebodyListens() {
    Gateway gateway = gateway();
    assertThat(told.tellers).isEmpty();
    EventClient one = listen(gateway, "?show=alpha&kind=job");
    assertThat(told.asked.getLast().shows()).containsExactly("alpha");
    EventClient two = listen(gateway, "?show=beta");
    assertThat(told.asked.getLast().shows()).containsExactlyInAnyOrder("alpha", "beta");
    one.close();
    two.close();

    for (int i = 0; i < POLLS && !told.tellers.isEmpty(); i++) {
      pause();
    }

    assertThat(told.tellers).isEmpty();
  }

  @Test
  void aFarmThatCannotBeWatchedShouldBeToldBeforeTheStreamBegins() {
    Gateway gateway = gateway();
    told.down = true;

    Answer answer = gateway.get("/api/events");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void aClosingServerShouldEndStreamsAtOnceWithAdvice() throws Exception {
    Gateway gateway = gateway();
    EventClient client = listen(gateway, "");
    long start = System.nanoTime();

    gateway.close();

    Event end = client.next();
    assertThat(end.name()).isEqualTo("end");
    assertThat(end.data().path("code").asInt()).isEqualTo(503);
    assertThat(client.retryMillis()).isBetween(1000, 5000);
    assertThat(client.hasEnded()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aTokenThatExpiresShouldEndItsStream() {
    Gateway gateway = gateway();
    EventClient client = new EventClient(gateway.uri("/api/events"), "short-lived");
    open.add(client);
    assertThat(client.next().name()).isEqualTo("ready");
    EventClient stays = listen(gateway, "");

    gateway.expire("short-lived");

    Event end = client.next();
    assertThat(end.name()).isEqualTo("end");
    assertThat(end.data().path("code").asInt()).isEqualTo(401);
    assertThat(client.hasEnded()).isTrue();
    told.tell(new FarmChange.OfHost(host()));
    assertThat(stays.next().name()).isEqualTo("host");
  }

  @Test
  void whoReadsMayListenAndNobodyElse() {
    assertThat(gateway().call("GET", "", "/api/events").status()).isEqualTo(401);
    assertThat(gateway().call("GET", "expired", "/api/events").status()).isEqualTo(403);
    assertThat(gateway().get("/api/events").status()).isEqualTo(200);
    assertThat(gateway(true, Gateway.WATCH).call("GET", "", "/api/events").status()).isEqualTo(200);
    assertThat(gateway(true, Gateway.WATCH).call("GET", "expired", "/api/events").status())
        .isEqualTo(403);
  }

  @Test
  void itShouldKeepHttpsHabits() {
    Gateway gateway = gateway();

    assertThat(gateway.get("/api/events", "Accept", "application/json").status()).isEqualTo(406);
    assertThat(gateway.get("/api/events", "Accept", "text/event-stream").status()).isEqualTo(200);
    assertThat(gateway.get("/api/events?kind=nix").error()).contains("job, layer, frame, host");
    assertThat(gateway.get("/api/events?shw=x").status()).isEqualTo(400);
    Answer head = gateway.call("HEAD", "viewer", "/api/events");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(gateway.call("POST", "admin", "/api/events").header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
    Answer stream = gateway.get("/farms/local/api/events");
    assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
    assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(new String(stream.bytes(), StandardCharsets.UTF_8)).startsWith("retry: ");
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
