package io.farmgate.adapter.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.adapter.webhooks.Receiver.Received;
import io.farmgate.adapter.webhooks.WebhookRecorder.Outcome;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.Farms;
import io.farmgate.application.WatchFarm;
import io.farmgate.domain.Frame;
import io.farmgate.domain.Job;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.ChangeForm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.FarmChange.Kind;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Webhook;
import io.farmgate.domain.port.Webhook.Wanted;
import io.farmgate.domain.port.WebhookDelivery;
import io.farmgate.domain.port.WebhookDelivery.Status;
import io.farmgate.domain.port.Webhooks.Created;
import io.farmgate.domain.port.Webhooks.Draft;
import io.farmgate.domain.spec.Specs;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks on a farm in memory, called over real HTTP on this machine. */
final class WebhooksTest {
  private static final Wanted JOBS = new Wanted(Set.of(), Set.of(), Set.of(), Set.of(Kind.JOB));

  @TempDir Path folder;

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final ToldFarm told = new ToldFarm();
  private final Farms farms =
      new Farms(
          List.of(
              new Farm("local", "farm in memory", Optional.of(memory.ports()), Optional.empty()),
              new Farm("told", "told by hand", Optional.of(toldPorts()), Optional.empty())));
  private final Map<Outcome, Integer> counted = new ConcurrentHashMap<>();
  private Receiver receiver = new Receiver();
  private WatchFarm watch;
  private WebhookService webhooks;

  @BeforeEach
  void open() {
    memory.ports().shows().create("a_show");
    begin(settings("127.0.0.1/32"));
  }

  private FarmPorts toldPorts() {
    return told.in(memory.ports());
  }

  private void begin(WebhookSettings settings) {
    watch = new WatchFarm(new AccessPolicy(), WatchFarm.Settings.DEFAULT);
    webhooks =
        WebhookService.open(
            folder.resolve("webhooks.db"),
            settings,
            farms,
            watch,
            new Words(),
            (outcome, times) -> counted.merge(outcome, times, Integer::sum),
            Clock.systemUTC());
  }

  private void restart(WebhookSettings settings) {
    webhooks.close();
    watch.close();
    begin(settings);
  }

  /** As usual, but in a hurry to come back. */
  private static WebhookSettings settings(String... targets) {
    return settings(Duration.ofSeconds(10), targets);
  }

  private static WebhookSettings settings(Duration timeout, String... targets) {
    return new WebhookSettings(
        WebhookTargets.parse(List.of(targets)).orElseThrow(),
        timeout,
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMinutes(1),
        5,
        100,
        3);
  }

  /** Tells the names of jobs. */
  private static final class Words implements ChangeForm {
    @Override
    public Told tell(FarmChange change) {
      return change
          .of()
          .map(job -> new Told("job", "{\"name\":\"" + job.name() + "\"}"))
          .orElseGet(() -> new Told("missed", "{}"));
    }
  }

  @AfterEach
  void close() {
    webhooks.close();
    watch.close();
    receiver.close();
  }

  private Created create() {
    return webhooks.create(new Draft("local", receiver.target(), Optional.empty(), JOBS, "ada"));
  }

  private String launch(String name) {
    Job job =
        memory
            .ports()
            .submissions()
            .launch(
                Specs.submission(
                    "a_show",
                    Specs.withPaused(Specs.job(name, Specs.layer("comp", "1", "true")), true)))
            .getFirst();
    return job.name();
  }

  private List<WebhookDelivery> log(Created created) {
    return webhooks.deliveries(created.webhook().id(), Set.of(), PageRequest.first(1000)).things();
  }

  private static void until(String what, BooleanSupplier wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).as("until " + what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  void aChangeShouldBeToldAndSigned() throws InterruptedException {
    Created created = create();
    String job = launch("one");

    Received call = receiver.next();

    assertThat(call.path()).isEqualTo("/hook");
    // To the millisecond, as all times of the API.
    assertThat(call.body())
        .containsPattern("^\\{\"type\":\"job\",\"timestamp\":\"[-0-9]{10}T[:0-9]{8}(\\.\\d{3})?Z\"")
        .contains(job);
    assertThat(call.header("content-type")).isEqualTo("application/json");
    assertThat(call.header("webhook-id")).matches("msg_[0-9a-f]{32}");
    Secret secret = Secret.parse(created.secret()).orElseThrow();
    assertThat(call.isSigned(secret)).isTrue();
    assertThat(call.isSigned(Secret.random())).isFalse();
    until("it is written down", () -> log(created).getFirst().status() == Status.DELIVERED);
    WebhookDelivery told = log(created).getFirst();
    assertThat(told.id()).isEqualTo(call.header("webhook-id"));
    assertThat(told.attempts()).isEqualTo(1);
    assertThat(told.httpStatus()).hasValue(204);
    until("it is counted", () -> counted.getOrDefault(Outcome.DELIVERED, 0) == 1);
  }

  @Test
  void howFarFramesHaveComeShouldCallNobody() throws InterruptedException {
    Wanted frames = new Wanted(Set.of(), Set.of(), Set.of(), Set.of(Kind.FRAME));
    webhooks.create(new Draft("told", receiver.target(), Optional.empty(), frames, "ada"));
    launch("far");
    launch("done");
    Job far = job("far");
    Job done = job("done");

    told.tell(new FarmChange.FrameProgress(far, frame(far)));
    told.tell(new FarmChange.OfFrame(done, frame(done)));

    assertThat(receiver.next().body()).contains(done.name());
  }

  private Job job(String name) {
    return memory.ports().jobs().list(JobQuery.UNFINISHED).stream()
        .filter(job -> job.name().endsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private Frame frame(Job job) {
    return memory.ports().frames().list(FrameQuery.of(job.id())).getFirst();
  }

  /** The vector is of Standard Webhooks' own libraries. */
  @Test
  void theSignatureShouldBeThatOfStandardWebhooks() {
    Secret secret = Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();

    assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(secret.toString()).doesNotContain("MfKQ");
    assertThat(Secret.parse("whsec_MfKQ")).isEmpty();
    assertThat(Secret.parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isEmpty();
  }

  @Test
  void whoFailsShouldBeToldAgainInOrder() throws InterruptedException {
    Created created = create();
    receiver.answers(500);
    String first = launch("first");
    String second = launch("second");
    String id = receiver.next().header("webhook-id");
    for (int i = 0; i < 3; i++) {
      Received again = receiver.next();
      assertThat(again.header("webhook-id")).isEqualTo(id);
      assertThat(again.body()).contains(first);
    }
    assertThat(log(created))
        .last()
        .satisfies(one -> {
          assertThat(one.status()).isEqualTo(Status.PENDING);
          assertThat(one.note()).isEqualTo("answered 500 (expected: 200 to 299)");
          assertThat(one.nextTry()).isPresent();
        });
    assertThat(log(created).getFirst().attempts()).isZero();

    receiver.answers(200);

    until("both are told", () -> log(created).stream().allMatch(WebhooksTest::isDelivered));
    assertThat(receiver.calls.getLast().body()).contains(second);
    assertThat(webhooks.byId(created.webhook().id()).map(Webhook::failures)).contains(0);
  }

  private static boolean isDelivered(WebhookDelivery delivery) {
    return delivery.status() == Status.DELIVERED;
  }

  @Test
  void whoHangsShouldBeLeft() throws InterruptedException {
    restart(settings(Duration.ofMillis(500), "127.0.0.1/32"));
    Created created = create();
    receiver.answers(Receiver.NEVER);
    launch("one");
    receiver.next();

    until("it is given up for now", () -> log(created).getFirst().attempts() > 0);
    assertThat(log(created).getFirst().note()).isEqualTo("no answer within 500 ms");
    receiver.answers(200);
    until("it is told", () -> isDelivered(log(created).getFirst()));
  }

  @Test
  void aRedirectShouldNotBeFollowed() throws InterruptedException {
    Created created = create();
    receiver.answers(307);
    launch("one");
    receiver.next();
    receiver.next();

    assertThat(receiver.calls).extracting(Received::path).containsOnly("/hook");
    assertThat(log(created).getFirst().note()).startsWith("answered 307; redirects");
  }

  @Test
  void whatWasNotToldShouldBeToldAfterARestart() throws InterruptedException {
    Created created = create();
    receiver.answers(503);
    String job = launch("one");
    String id = receiver.next().header("webhook-id");
    int port = receiver.port();
    receiver.close();

    restart(settings("127.0.0.1/32"));
    receiver = new Receiver(port);

    Received call = receiver.next();
    assertThat(call.header("webhook-id")).isEqualTo(id);
    assertThat(call.body()).contains(job);
    // Nobody knows what happened meanwhile.
    assertThat(receiver.next().body()).contains("\"missed\"");
    String later = launch("later");
    assertThat(receiver.next().body()).contains(later);
    assertThat(call.isSigned(Secret.parse(created.secret()).orElseThrow())).isTrue();
  }

  @Test
  void whatFindsNoRoomShouldBeSaid() throws InterruptedException {
    Created created = create();
    receiver.answers(500);
    for (int i = 0; i < 8; i++) {
      launch("job_" + i);
    }
    until("all are heard of", () -> counted.getOrDefault(Outcome.LEFT_OUT, 0) == 3);

    assertThat(log(created)).hasSize(6);
    assertThat(log(created).getFirst().event()).isEqualTo("missed");
    assertThat(log(created).getFirst().note())
        .startsWith("3 changes are left out here: too many waited to be told");
    receiver.answers(200);
    until("all are told", () -> log(created).stream().allMatch(WebhooksTest::isDelivered));
    String last = launch("last");
    until("the last is told", () -> receiver.calls.getLast().body().contains(last));
    assertThat(log(created)).hasSize(7);
  }

  @Test
  void whatIsTooOldShouldBeGivenUp() throws InterruptedException {
    WebhookSettings usual = settings("127.0.0.1/32");
    restart(
        new WebhookSettings(
            usual.targets(),
            usual.timeout(),
            usual.first(),
            usual.longest(),
            Duration.ofMillis(300),
            usual.mostPending(),
            usual.mostKept(),
            usual.most()));
    Created created = create();
    receiver.answers(404);
    launch("one");
    receiver.next();

    until("it is given up", () -> log(created).getFirst().status() == Status.GIVEN_UP);
    assertThat(log(created).getFirst().attempts()).isGreaterThan(1);
    assertThat(counted).containsEntry(Outcome.GIVEN_UP, 1);
  }

  @Test
  void whoIsNoLongerAllowedShouldNotBeCalled() {
    Created created = create();
    restart(settings("hooks.example.com"));

    until(
        "it was tried", () -> log(created).stream().anyMatch(delivery -> delivery.attempts() > 0));
    assertThat(log(created).getLast().note())
        .isEqualTo("not called: not allowed (expected: one that FARMGATE_WEBHOOK_TARGETS allows)");
    assertThat(receiver.calls).isEmpty();
  }

  @Test
  void aTargetOrASecretThatIsNoneShouldBeRefused() {
    for (String target :
        List.of("http://10.0.0.1/", "https://localhost.example.com/", "ftp://127.0.0.1/")) {
      Draft draft = new Draft("local", URI.create(target), Optional.empty(), JOBS, "ada");
      assertThatThrownBy(() -> webhooks.create(draft))
          .isInstanceOf(FarmException.class)
          .hasMessageContaining("target: ");
    }
    Draft draft = new Draft("local", receiver.target(), Optional.of("hush"), JOBS, "ada");
    assertThatThrownBy(() -> webhooks.create(draft))
        .hasMessageContaining("secret: none")
        .hasMessageNotContaining("hush");
    assertThat(draft.toString()).doesNotContain("hush").doesNotContain("hook/");
    assertThat(webhooks.all("local")).isEmpty();
  }

  @Test
  void oneThatIsDeletedShouldBeToldNothing() throws InterruptedException {
    Created created = create();
    launch("one");
    receiver.next();

    webhooks.delete(created.webhook().id());

    launch("two");
    assertThat(webhooks.byId(created.webhook().id())).isEmpty();
    assertThatThrownBy(() -> webhooks.delete(created.webhook().id()))
        .hasMessageContaining("there is no webhook");
    Created another = create();
    String three = launch("three");
    assertThat(receiver.next().body()).contains(three);
    assertThat(another.webhook().id()).isNotEqualTo(created.webhook().id());
  }

  @Test
  void thereShouldBeNoMoreThanThereMayBe() {
    for (int i = 0; i < 3; i++) {
      create();
    }
    assertThatThrownBy(this::create).hasMessageContaining("3 webhooks already");
  }

  @Test
  void theFileShouldBeItsOwnersOnly() throws IOException {
    create();

    assertThat(Files.getPosixFilePermissions(folder.resolve("webhooks.db"))).hasSize(2);
    webhooks.close();
    Files.write(
        folder.resolve("webhooks.db"), "no database".repeat(500).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> begin(settings("127.0.0.1/32")))
        .isInstanceOf(WebhooksException.class)
        .hasMessageContaining("webhooks.db");
  }
}
