package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.rpc.documented.Client;
import io.farmgate.adapter.http.rpc.documented.DocumentedRow;
import io.farmgate.adapter.http.rpc.documented.DocumentedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All the calls that OpenCue's documents show, on the embedded farm as it is shipped: the
 * tutorial's in its form, the reference's in its. One gateway serves all of them, one after the
 * other.
 */
final class DocumentedCallsIT {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private static Path folder;

  private static RunningGateway gateway;
  private static String token;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Installation installation = Installation.in(folder);
    Path home = folder.resolve("home");
    // The rows make hundreds of calls a second, as one caller.
    gateway = RunningGateway.start(installation, home, Map.of("RATE_LIMIT_RPS", "0"));
    token = adminToken(installation, home);
  }

  @AfterAll
  static void stop() throws IOException {
    gateway.close();
  }

  static List<DocumentedRow> rows() {
    return DocumentedRow.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void worksAsDocumented(DocumentedRow row) {
    DocumentedWorld world =
        DocumentedWorld.make(new Http(), row.show(), "exec sleep 600", "newshow");
    try {
      row.check(world, row.show().equals("demo_show"), DocumentedRow.Farm.OTHER);
    } finally {
      world.end();
    }
  }

  private static String adminToken(Installation installation, Path home)
      throws IOException, InterruptedException {
    Process process =
        installation.start(
            Map.of("FARMGATE_HOME", home.toString()),
            folder.resolve("token.err").toFile(),
            "token",
            "--subject",
            "admin1",
            "--role",
            "admin",
            "--ttl",
            "1h");
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return printed;
  }

  private static final class Http implements Client {
    @Override
    public Answer post(String path, String body) {
      try {
        HttpResponse<String> answer = gateway.call(token, path, body);
        return new Answer(
            answer.statusCode(),
            answer.body(),
            answer.headers().firstValue("X-Farmgate-Ignored").orElse(""));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }

    @Override
    public void letTimePass() {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }
}
