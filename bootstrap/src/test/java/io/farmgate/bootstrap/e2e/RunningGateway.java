package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, started as a person starts it. */
public final class RunningGateway implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final Pattern METRICS =
      Pattern.compile("Metrics: (http://127\\.0\\.0\\.1:\\d+)/metrics");
  private static final Pattern TOKEN = Pattern.compile("Bearer ([\\w.-]+)");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;
  private final Path log;
  private final List<String> greeting = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningGateway(Process process, Path log) {
    this.process = process;
    this.out = process.inputReader();
    this.log = log;
  }

  /**
   * Starts {@code ./farmgate serve} on a free port and waits until it says that it is ready.
   *
   * @param home the state folder
   * @param environment more settings
   */
  public static RunningGateway start(
      Installation installation, Path home, Map<String, String> environment) throws IOException {
    Path log = Files.createTempFile("farmgate-it", ".log");
    Process process =
        installation.start(
            environment, log.toFile(), "serve", "--port", "0", "--home", home.toString());
    RunningGateway gateway = new RunningGateway(process, log);
    String line = gateway.out.readLine();
    while (line != null && !line.startsWith("Ready")) {
      gateway.greeting.add(line);
      line = gateway.out.readLine();
    }
    assertThat(line).as("serve failed: %s", Files.readString(log)).isNotNull();
    return gateway;
  }

  /** Returns what it printed up to the line that starts with "Ready". */
  public List<String> greeting() {
    return List.copyOf(greeting);
  }

  /** Returns the one line that can be pasted. */
  public String pasteLine() {
    assertThat(greeting).filteredOn(line -> line.strip().startsWith("curl ")).hasSize(1);
    return greeting.stream()
        .filter(line -> line.strip().startsWith("curl "))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the printed token. */
  public String token() {
    return first(TOKEN, 1);
  }

  /** Returns the printed address. */
  public String url() {
    return first(URL, 0);
  }

  /** Returns the printed address of metrics and health. */
  public String managementUrl() {
    return first(METRICS, 1);
  }

  /** Returns the id of the process that was started: the script's, and then the JVM's. */
  public long pid() {
    return process.pid();
  }

  /** Returns what it has logged, once that holds a text; lines come a moment after their cause. */
  public String logWith(String text) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    String all = Files.readString(log);
    while (!all.contains(text) && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      all = Files.readString(log);
    }
    assertThat(all).contains(text);
    return all;
  }

  /** Calls a method. */
  public HttpResponse<String> call(String token, String method, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url() + "/" + method))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Sends SIGTERM, waits for the end, and returns the exit code. */
  public int terminate() throws InterruptedException {
    // Not process.destroy(), which would also close the stream that the farewell is read from.
    process.toHandle().destroy();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  /** Returns what it has printed since it was ready, once it has ended. */
  public List<String> farewell() {
    return out.lines().toList();
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
  }

  @Override
  public void close() throws IOException {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    out.close();
    Files.deleteIfExists(log);
  }

  private String first(Pattern pattern, int group) {
    Matcher matcher = pattern.matcher(String.join("\n", greeting));
    assertThat(matcher.find()).as("%s in %s", pattern, greeting).isTrue();
    return matcher.group(group);
  }
}
