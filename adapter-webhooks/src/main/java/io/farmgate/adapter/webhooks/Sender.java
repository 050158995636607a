package io.farmgate.adapter.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes single calls. Nothing of an answer but its status is read, and no redirect is followed. */
final class Sender implements AutoCloseable {
  private final WebhookTargets targets;
  private final Duration timeout;
  private final Clock clock;
  private final HttpClient client;

  Sender(WebhookTargets targets, Duration timeout, Clock clock) {
    this.targets = targets;
    this.timeout = timeout;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * How a call ended.
   *
   * @param status absent where it was not answered
   * @param problem absent where it was taken
   */
  record Ending(OptionalInt status, Optional<String> problem) {
    static Ending failed(String problem) {
      return new Ending(OptionalInt.empty(), Optional.of(problem));
    }
  }

  /** Makes a call; the target is looked at each time, since its name may lead elsewhere by now. */
  Ending send(URI target, Secret secret, Message message) throws InterruptedException {
    Optional<String> refusal = targets.refusal(target);
    if (refusal.isPresent()) {
      return Ending.failed("not called: " + refusal.get());
    }
    CompletableFuture<HttpResponse<InputStream>> call =
        client.sendAsync(request(target, secret, message), BodyHandlers.ofInputStream());
    try {
      return ending(call.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return late();
    } catch (ExecutionException e) {
      return ending(e.getCause());
    } finally {
      call.cancel(true);
    }
  }

  private HttpRequest request(URI target, Secret secret, Message message) {
    long now = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(target)
        .timeout(timeout)
        .header("Content-Type", "application/json")
        .header("User-Agent", "Farmgate-Webhooks")
        .header("webhook-id", message.key())
        .header("webhook-timestamp", Long.toString(now))
        .header("webhook-signature", secret.sign(message.key(), now, message.body()))
        .POST(BodyPublishers.ofString(message.body()))
        .build();
  }

  private static Ending ending(HttpResponse<InputStream> answer) {
    try {
      // What it says is nobody's business, and it may say it for ever.
      answer.body().close();
    } catch (IOException e) {
      // It was answered all the same.
    }
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new Ending(OptionalInt.of(status), Optional.empty());
    }
    String redirect = status >= 300 && status < 400 ? "; redirects are not followed" : "";
    return new Ending(
        OptionalInt.of(status),
        Optional.of("answered " + status + redirect + " (expected: 200 to 299)"));
  }

  private Ending ending(@Nullable Throwable problem) {
    return switch (problem) {
      case HttpConnectTimeoutException e ->
          Ending.failed("no connection within " + timeout.toMillis() + " ms");
      case HttpTimeoutException e -> late();
      case SSLException e -> Ending.failed("no secure connection: the certificate is not taken");
      case null, default -> Ending.failed("no connection, or cut off before the answer");
    };
  }

  private Ending late() {
    return Ending.failed("no answer within " + timeout.toMillis() + " ms");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
