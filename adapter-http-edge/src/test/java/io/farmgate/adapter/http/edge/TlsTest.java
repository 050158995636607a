package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on the main port: what is spoken, which files are taken, and how they are replaced. */
class TlsTest {
  @TempDir private static Path shared;
  private static TestCertificate first;
  private static TestCertificate second;

  @TempDir private Path folder;

  private final FakeApi api =
      new FakeApi()
          .on("GET", "/x", exchange -> exchange.respond(200, "text/plain", "!".getBytes(US_ASCII)));

  @BeforeAll
  static void make() {
    first = TestCertificate.make(shared);
    second = TestCertificate.make(shared, "-keyalg", "RSA", "-validity", "2");
  }

  static EdgeConfig config(TlsFiles files, EdgeConfig.Limits limits, EdgeConfig.Caps caps) {
    EdgeConfig plain = EdgeConfig.loopback(0);
    return new EdgeConfig(
        plain.bind(),
        plain.maxBodyBytes(),
        403,
        Set.of(),
        Duration.ofSeconds(10),
        limits,
        caps,
        EdgeConfig.CORS_HEADERS,
        Optional.of(files));
  }

  private EdgeServer start(TlsFiles files) {
    return EdgeServer.start(
        config(files, EdgeConfig.Limits.DEFAULT, EdgeConfig.Caps.DEFAULT),
        new FakeTokens(),
        List.of(api));
  }

  private static HttpResponse<String> get(HttpClient client, EdgeServer server)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("https://localhost:" + server.address().getPort() + "/x"))
            .header("Authorization", "Bearer good")
            .timeout(Duration.ofSeconds(20))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpClient client(TestCertificate certificate, Version version) {
    return HttpClient.newBuilder().sslContext(certificate.trusting()).version(version).build();
  }

  @Test
  void bothVersionsOfHttpShouldBeServed() throws Exception {
    try (EdgeServer server = start(first.write(folder))) {
      for (Version version : Version.values()) {
        try (HttpClient client = client(first, version)) {
          HttpResponse<String> answer = get(client, server);

          assertThat(answer.version()).isEqualTo(version);
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).isEqualTo("!");
          assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
          assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
      }
    }
  }

  @Test
  void onlyModernTlsShouldBeSpoken() throws Exception {
    try (EdgeServer server = start(second.write(folder))) {
      assertThat(handshake(server, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
          .isEqualTo("TLSv1.2");
      // No forward secrecy, and no AEAD.
      for (String suite :
          List.of("TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256")) {
        assertThatThrownBy(() -> handshake(server, "TLSv1.2", suite))
            .isInstanceOf(SSLException.class);
      }
      try (RawClient plain = new RawClient(server.address())) {
        plain.send("GET /x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\n\r\n");
        assertThat(plain.readToEnd()).doesNotContain("HTTP/1.1 200");
      }
    }
  }

  private static String handshake(EdgeServer server, String protocol, String suite)
      throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            second
                .trusting()
                .getSocketFactory()
                .createSocket(server.address().getAddress(), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setEnabledCipherSuites(new String[] {suite});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  @Test
  void newFilesShouldBeTakenWithoutDroppingConnections() throws Exception {
    TlsFiles files = first.write(folder);
    try (EdgeServer server = start(files);
        HttpClient old = client(first, Version.HTTP_2)) {
      assertThat(get(old, server).statusCode()).isEqualTo(200);

      second.write(folder);
      within(() -> {
        try (HttpClient fresh = client(second, Version.HTTP_2)) {
          return get(fresh, server).statusCode() == 200;
        } catch (IOException | InterruptedException e) {
          return false;
        }
      });

      assertThat(get(old, server).statusCode()).as("on its old connection").isEqualTo(200);
    }
  }

  @Test
  void brokenFilesShouldLeaveTheOldCertificateAndBeLogged() throws Exception {
    TlsFiles files = first.write(folder);
    try (EdgeServer server = start(files)) {
      TestCertificate.replace(files.key(), "no key any more " + folder);
      within(() -> !RecordedLog.lines("TlsReload", files.key() + ": holds no key").isEmpty());

      try (HttpClient client = client(first, Version.HTTP_2)) {
        assertThat(get(client, server).statusCode()).isEqualTo(200);
      }
      assertThat(RecordedLog.lines("TlsReload", files.key().toString()))
          .hasSize(1)
          .allMatch(line -> line.message().startsWith("the old certificate stays in use"));
    }
  }

  @Test
  void filesThatCannotBeUsedShouldBeRefusedWithTheReason() throws IOException {
    TlsFiles files = first.write(folder);
    Path nowhere = folder.resolve("nowhere.pem");

    assertProblem(new TlsFiles(nowhere, files.key()), nowhere + ": there is no such file");
    assertProblem(new TlsFiles(files.certificate(), nowhere), nowhere + ": there is no such file");
    assertProblem(new TlsFiles(files.key(), files.key()), files.key() + ": holds no certificate");
    assertProblem(
        new TlsFiles(files.certificate(), files.certificate()),
        files.certificate() + ": holds no key (expected: -----BEGIN PRIVATE KEY");
    Path other = Files.writeString(folder.resolve("rsa.key"), second.keyPem());
    assertProblem(new TlsFiles(files.certificate(), other), "no key of the kind");
    Path sameKind =
        Files.writeString(folder.resolve("ec.key"), TestCertificate.make(folder).keyPem());
    assertProblem(
        new TlsFiles(files.certificate(), sameKind),
        sameKind + ": not the key of the first certificate in " + files.certificate());
    Path encrypted =
        Files.writeString(
            folder.resolve("encrypted.key"),
            first.keyPem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
    assertProblem(
        new TlsFiles(files.certificate(), encrypted), "holds an ENCRYPTED PRIVATE KEY (expected");
    Path garbled =
        Files.writeString(
            folder.resolve("garbled.crt"), first.certificatePem().replace("MII", "MIX"));
    assertProblem(new TlsFiles(garbled, files.key()), garbled + ": holds a certificate that");
    assertProblem(new TlsFiles(folder, files.key()), folder + ": ");
  }

  private static void assertProblem(TlsFiles files, String problem) {
    assertThatThrownBy(() -> TlsIdentity.load(files.certificate(), files.key()))
        .isInstanceOf(EdgeException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void certificateOutOfTimeShouldBeWarnedOf() {
    TlsFiles expired =
        TestCertificate.make(folder, "-keyalg", "EC", "-startdate", "-3d", "-validity", "1")
            .write(folder);
    assertThat(TlsIdentity.load(expired.certificate(), expired.key()).warnings(Clock.systemUTC()))
        .singleElement()
        .asString()
        .startsWith("the certificate expired at ");
    TlsFiles early =
        TestCertificate.make(folder, "-keyalg", "EC", "-startdate", "+1d", "-validity", "1")
            .write(folder);
    assertThat(TlsIdentity.load(early.certificate(), early.key()).warnings(Clock.systemUTC()))
        .singleElement()
        .asString()
        .startsWith("the certificate is not valid before ");
    TlsFiles good = first.write(folder);
    assertThat(TlsIdentity.load(good.certificate(), good.key()).warnings(Clock.systemUTC()))
        .isEmpty();
  }

  static void within(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("came true in time").isNegative();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
