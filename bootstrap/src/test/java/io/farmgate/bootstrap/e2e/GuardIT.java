package io.farmgate.bootstrap.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.domain.wire.WireBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rate limit, management port and memory budget of the gateway as it is shipped. */
final class GuardIT {
  private static final String GET_JOBS = "job.JobInterface/GetJobs";
  private static final String GET_SHOWS = "show.ShowInterface/GetShows";
  private static final int JOBS = 3000;
  private static final int BUDGET_MB = 8;

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(folder);
  }

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void callerShouldBeToldOfTheirLimitAndHeldToIt() throws Exception {
    try (RunningGateway gateway = start(Map.of("RATE_LIMIT_RPS", "3"))) {
      String token = gateway.token();
      HttpResponse<String> first = gateway.call(token, GET_SHOWS, "{}");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("X-RateLimit-Limit")).hasValue("3");
      assertThat(first.headers().firstValue("X-RateLimit-Remaining")).isPresent();
      assertThat(first.headers().firstValueAsLong("X-RateLimit-Reset").orElseThrow())
          .isBetween(
              System.currentTimeMillis() / 1000 - 60, System.currentTimeMillis() / 1000 + 60);

      List<HttpResponse<String>> many = new ArrayList<>();
      for (int i = 0; i < 100 && many.stream().noneMatch(a -> a.statusCode() == 429); i++) {
        many.add(gateway.call(token, GET_SHOWS, "{}"));
      }

      HttpResponse<String> last = many.getLast();
      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.body()).contains("\"code\":8", "the limit is 3 a second");
      assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(metric(gateway, "farmgate_rate_limited_total")).isEqualTo(1);
    }
  }

  @Test
  void managementPortShouldTellFiguresAndHealth() throws Exception {
    try (RunningGateway gateway = start(Map.of())) {
      assertThat(gateway.call(gateway.token(), GET_SHOWS, "{}").statusCode()).isEqualTo(200);
      assertThat(gateway.call(gateway.token(), "no/Such", "{}").statusCode()).isEqualTo(404);

      assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(gateway, "/health/ready").body())
          .isEqualTo("{\"ready\":true,\"farm\":\"embedded\"}");
      String figures = get(gateway, "/metrics").body();
      assertThat(figures)
          .contains(
              "farmgate_http_requests_total{farm=\"embedded\",method=\""
                  + GET_SHOWS
                  + "\",status=\"200\"} 1.0",
              "farmgate_http_requests_total{farm=\"none\",method=\"none\",status=\"404\"} 1.0",
              "farmgate_calls_total{farm=\"embedded\",method=\""
                  + GET_SHOWS
                  + "\",outcome=\"ok\"} 1.0")
          .doesNotContain("no/Such", gateway.token());
    }
  }

  @Test
  void managementPortShouldBeAbleToStayClosed() throws Exception {
    try (RunningGateway gateway = start(Map.of("FARMGATE_MANAGEMENT_PORT", "off"))) {
      assertThat(String.join("\n", gateway.greeting())).doesNotContain("/metrics");
    }
  }

  @Test
  void gatewayWhoseCuebotIsDownShouldSayThatItIsNotReady() throws Exception {
    try (RunningGateway gateway = start(Map.of("CUEBOT_ENDPOINT", "127.0.0.1:1"))) {
      assertThat(gateway.call(gateway.token(), GET_SHOWS, "{}").statusCode()).isEqualTo(503);

      HttpResponse<String> ready = get(gateway, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("\"ready\":false", "cannot be reached", "\"lastError\":{\"message\":")
          .doesNotContain("127.0.0.1", "Exception");
    }
  }

  @Test
  void slowReadersOfLargeAnswersShouldNeverHoldMoreThanTheBudget() throws Exception {
    WireBytes answer = jobs();
    try (FakeCuebot cuebot = FakeCuebot.start(call -> Answer.message(answer));
        RunningGateway gateway =
            start(
                Map.of(
                    "CUEBOT_ENDPOINT",
                    cuebot.endpoint(),
                    "GRPC_MAX_RECV_MSG_MB",
                    "4",
                    "FARMGATE_ANSWER_BUDGET_MB",
                    Integer.toString(BUDGET_MB),
                    // Identical reads would be one answer for all.
                    "FARMGATE_GUARDS_OFF",
                    "sharing",
                    "RATE_LIMIT_RPS",
                    "0"));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      within(Duration.ofSeconds(30), () -> status(gateway, "/health/ready") == 200);
      List<Callable<Integer>> twelve = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        twelve.add(() -> readSlowly(gateway));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> reader : clients.invokeAll(twelve)) {
        statuses.add(reader.get());
      }

      assertThat(statuses).containsOnly(200, 503).contains(200);
      for (int i = 0; i < 12; i++) {
        leave(gateway);
      }
      within(Duration.ofSeconds(60), () -> metric(gateway, "farmgate_answers_held_bytes") == 0);
      assertThat(metric(gateway, "farmgate_answers_waiting")).isZero();
      assertThat(metric(gateway, "farmgate_answers_peak_bytes"))
          .isGreaterThan(answer.size())
          .isLessThanOrEqualTo(BUDGET_MB << 20);
      assertThat(readSlowly(gateway)).as("all room is back").isEqualTo(200);
    }
  }

  /** Reads a whole answer with pauses; checks that it is whole, or a clean refusal. */
  private static int readSlowly(RunningGateway gateway) throws IOException {
    try (Socket socket = ask(gateway)) {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] chunk = new byte[256 << 10];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        all.write(chunk, 0, read);
        LockSupport.parkNanos(Duration.ofMillis(4).toNanos());
      }
      String text = all.toString(US_ASCII);
      int status = Integer.parseInt(text.substring(9, 12));
      if (status == 200) {
        assertThat(text).endsWith("\r\n0\r\n\r\n");
        assertThat(all.size()).isGreaterThan(JOBS * 1000);
      } else {
        assertThat(text).contains("Retry-After: 2\r\n", "\"code\":14");
      }
      return status;
    }
  }

  /** Asks, reads the beginning and goes away. */
  private static void leave(RunningGateway gateway) throws IOException {
    try (Socket socket = ask(gateway)) {
      assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
      socket.setSoLinger(true, 0);
    }
  }

  private static Socket ask(RunningGateway gateway) throws IOException {
    URI url = URI.create(gateway.url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(60_000);
    socket.setReceiveBufferSize(16 << 10);
    socket
        .getOutputStream()
        .write(
            ("POST /"
                    + GET_JOBS
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n"
                    + "Authorization: Bearer "
                    + gateway.token()
                    + "\r\n\r\n{}")
                .getBytes(US_ASCII));
    return socket;
  }

  /** A JobGetJobsResponse of 3 MB: in field 1 a JobSeq, in whose field 1 jobs with ids of 1 KB. */
  private static WireBytes jobs() throws IOException {
    ByteArrayOutputStream sequence = new ByteArrayOutputStream();
    for (int i = 0; i < JOBS; i++) {
      byte[] id = "%01000d".formatted(i).getBytes(UTF_8);
      ByteArrayOutputStream job = new ByteArrayOutputStream();
      field(job, id);
      field(sequence, job.toByteArray());
    }
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    field(response, sequence.toByteArray());
    return WireBytes.wrap(response.toByteArray());
  }

  private static void field(ByteArrayOutputStream out, byte[] value) throws IOException {
    out.write(0x0A);
    int length = value.length;
    while (length > 0x7F) {
      out.write((length & 0x7F) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.write(value);
  }

  private long metric(RunningGateway gateway, String name) {
    Matcher value =
        Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(get(gateway, "/metrics").body());
    assertThat(value.find()).as(name).isTrue();
    return (long) Double.parseDouble(value.group(1));
  }

  private int status(RunningGateway gateway, String path) {
    return get(gateway, path).statusCode();
  }

  private HttpResponse<String> get(RunningGateway gateway, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(gateway.managementUrl() + path)).build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void within(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("came true within " + patience).isNegative();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private RunningGateway start(Map<String, String> environment) throws IOException {
    return RunningGateway.start(installation, folder.resolve("state"), environment);
  }
}
