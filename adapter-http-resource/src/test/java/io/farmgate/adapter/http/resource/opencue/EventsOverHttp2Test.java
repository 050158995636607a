package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.edge.EdgeConfig;
import io.farmgate.adapter.http.edge.EdgeServer;
import io.farmgate.adapter.http.edge.TlsFiles;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.ManageWebhooks;
import io.farmgate.application.SubmitWork;
import io.farmgate.application.WatchFarm;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.JobId;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.spec.Specs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events over TLS, several streams on one connection of HTTP/2. */
@Timeout(60)
final class EventsOverHttp2Test {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private static final WatchFarm.Settings WATCH =
      new WatchFarm.Settings(4096, Duration.ZERO, 10, 10);

  private static final int MANY = 300;

  @TempDir private Path folder;

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private WatchFarm watch;
  private EdgeServer server;
  private CheckedClient client;

  @BeforeEach
  void serve() throws Exception {
    Path store = keys();
    memory.ports().shows().create("a_show");
    AccessPolicy policy = new AccessPolicy();
    watch = new WatchFarm(policy, WATCH);
    OpenCueResourceApi api =
        new OpenCueResourceApi(
            new OpenCueResourceConfig("gate1", 77, false),
            new Farms(
                List.of(new Farm("local", "farm", Optional.of(memory.ports()), Optional.empty()))),
            new BrowseFarm(policy),
            new ControlFarm(policy),
            new SubmitWork(policy),
            watch,
            new ManageWebhooks(policy, Optional.empty()),
            (caller, id, farm, method, took, failure) -> {});
    EdgeConfig usual = EdgeConfig.loopback(0);
    server =
        EdgeServer.start(
            new EdgeConfig(
                usual.bind(),
                usual.maxBodyBytes(),
                usual.rejectStatus(),
                usual.corsOrigins(),
                Duration.ofSeconds(1),
                usual.limits(),
                usual.caps(),
                usual.corsHeaders(),
                Optional.of(new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem")))),
            token -> new Caller(token, Role.VIEWER),
            List.of(api));
    client =
        new CheckedClient(
            HttpClient.newBuilder().sslContext(trusting(store)).version(Version.HTTP_2).build());
  }

  @AfterEach
  void stop() {
    server.close();
    watch.close();
    client.close();
  }

  private BufferedReader listen() throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.open(
            HttpRequest.newBuilder(
                    URI.create(
                        "https://localhost:" + server.address().getPort() + "/api/events?kind=job"))
                .header("Authorization", "Bearer viewer")
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version()).isEqualTo(Version.HTTP_2);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    until(lines, "event: ready");
    return lines;
  }

  private static void until(BufferedReader lines, String wanted) throws IOException {
    String line = lines.readLine();
    while (!line.equals(wanted)) {
      line = lines.readLine();
    }
  }

  private static String nextData(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (!line.startsWith("data: ")) {
      line = lines.readLine();
    }
    return line;
  }

  @Test
  void aListenerWhoReadsNothingShouldNotHoldUpTheOneBesideIt()
      throws IOException, InterruptedException {
    JobId job =
        memory
            .ports()
            .submissions()
            .launch(
                Specs.submission(
                    "a_show",
                    Specs.withPaused(Specs.job("one", Specs.layer("comp", "1", "true")), true)))
            .getFirst()
            .id();
    try (BufferedReader slow = listen();
        BufferedReader quick = listen()) {
      assertThat(nextData(quick)).contains("\"farm\":\"local\"");
      for (int priority = 1; priority <= MANY; priority++) {
        memory.ports().jobControl().setPriority(job, priority);
        String told = nextData(quick);
        assertThat(told).contains("\"priority\":" + priority + ",");
      }

      // What was not read meanwhile is still there.
      until(slow, "event: job");
    }
  }

  /** Has the JDK's keytool make a certificate; returns the store that it is in. */
  private Path keys() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "x",
                "-dname",
                "CN=farmgate test",
                "-ext",
                "san=dns:localhost",
                "-keyalg",
                "EC",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = load(store);
    write("cert.pem", "CERTIFICATE", keys.getCertificate("x").getEncoded());
    write("key.pem", "PRIVATE KEY", keys.getKey("x", PASSWORD).getEncoded());
    return store;
  }

  private static KeyStore load(Path store) throws Exception {
    return KeyStore.getInstance(store.toFile(), PASSWORD);
  }

  private void write(String file, String type, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }

  private static SSLContext trusting(Path store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("x", load(store).getCertificate("x"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
