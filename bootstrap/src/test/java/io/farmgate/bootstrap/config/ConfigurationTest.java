package io.farmgate.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.adapter.embedded.FrameSettings;
import io.farmgate.adapter.grpc.cuebot.CuebotConnection;
import io.farmgate.adapter.grpc.cuebot.CuebotTls;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.http.edge.EdgeConfig;
import io.farmgate.bootstrap.config.Configuration.Flags;
import io.farmgate.bootstrap.config.GatewayConfig.Contract;
import io.farmgate.bootstrap.config.GatewayConfig.Cuebot;
import io.farmgate.bootstrap.config.GatewayConfig.Grpc;
import io.farmgate.bootstrap.config.GatewayConfig.Http;
import io.farmgate.bootstrap.config.GatewayConfig.KeepAlive;
import io.farmgate.bootstrap.config.GatewayConfig.LogLevel;
import io.farmgate.bootstrap.config.GatewayConfig.Management;
import io.farmgate.domain.Caller.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {
  private static final String GOOD_SECRET = "a-secret-of-my-own-with-more-than-32-bytes";

  @TempDir private Path folder;

  @Test
  void defaultsShouldBeSafeAndDocumented() {
    GatewayConfig config = read(Map.of()).gateway();

    assertThat(config.home()).isEqualTo(folder.resolve(".farmgate"));
    assertThat(config.listen().address().getAddress().isLoopbackAddress()).isTrue();
    assertThat(config.listen().address().getPort()).isEqualTo(8448);
    assertThat(config.listen().corsOrigins()).isEmpty();
    assertThat(config.listen().shutdownTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.tokens().secret())
        .isEqualTo(new SecretSource.Kept(folder.resolve(".farmgate/jwt-secret")));
    assertThat(config.tokens().rejectStatus()).isEqualTo(403);
    assertThat(config.tokens().insecureDev()).isFalse();
    assertThat(config.cuebot()).isEmpty();
    assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.requestsPerSecond()).isEqualTo(100);
    InetSocketAddress management = config.management().orElseThrow().address();
    assertThat(management.getAddress().isLoopbackAddress()).isTrue();
    assertThat(management.getPort()).isEqualTo(8449);
    assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(config.grpc()).isEmpty();
    assertThat(config.contract())
        .isEqualTo(new Contract(Optional.empty(), Optional.empty(), Set.of()));
  }

  @Test
  void portsShouldDiffer() {
    assertThat(problems(Map.of("REST_PORT", "9000", "GRPC_PORT", "9001")))
        .singleElement()
        .asString()
        .startsWith("FARMGATE_MANAGEMENT_PORT: 9001, which GRPC_PORT has");
    assertThat(problems(Map.of("REST_PORT", "9000", "GRPC_PORT", "9000")))
        .singleElement()
        .asString()
        .startsWith("GRPC_PORT: 9000, which REST_PORT has");
    assertThat(
            read(Map.of("REST_PORT", "0", "GRPC_PORT", "0", "FARMGATE_MANAGEMENT_PORT", "0"))
                .warnings())
        .isEmpty();
  }

  @Test
  void grpcShouldBeOnWhereItHasAPortAndTrustNobodyUnlessToldTo() {
    Configuration plain = read(Map.of("GRPC_PORT", "8443", "FARMGATE_BIND", "0.0.0.0"));
    Configuration trusting =
        read(
            Map.of(
                "GRPC_PORT", "0",
                "GRPC_TRUSTED_PEERS", "192.0.2.7, 2001:db8::/32",
                "GRPC_TRUSTED_ROLE", "Operator"));

    Grpc closed = plain.gateway().grpc().orElseThrow();
    assertThat(closed.address().getPort()).isEqualTo(8443);
    assertThat(closed.address().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(closed.trustedPeers()).isEmpty();
    assertThat(closed.trustedRole()).isEqualTo(Role.VIEWER);
    assertThat(plain.warnings()).isEmpty();
    Grpc open = trusting.gateway().grpc().orElseThrow();
    assertThat(open.trustedPeers()).hasSize(2);
    assertThat(open.trustedRole()).isEqualTo(Role.OPERATOR);
    assertThat(trusting.warnings())
        .singleElement()
        .asString()
        .contains("192.0.2.7, 2001:db8::/32 needs no token", "operator");
  }

  @Test
  void additionsToTheContractShouldBeTaken() {
    Contract contract =
        read(Map.of(
                "OPENCUE_DESCRIPTOR_SET", folder.resolve("newer.pb").toString(),
                "OPENCUE_METHOD_POLICY", "~/rows.tsv",
                "FARMGATE_OPEN_METHODS",
                    "report.RqdReportInterface, report.RqdReportInterface/ReportStatus"))
            .gateway()
            .contract();

    assertThat(contract.descriptorSet()).contains(folder.resolve("newer.pb"));
    assertThat(contract.methodPolicy()).contains(folder.resolve("rows.tsv"));
    assertThat(contract.openMethods())
        .containsExactlyInAnyOrder(
            "report.RqdReportInterface", "report.RqdReportInterface/ReportStatus");
  }

  @Test
  void readsThatAreOpenedShouldBeWarnedOf() {
    Configuration opened = read(Map.of("FARMGATE_OPEN_READS", "opencue-resource"));

    assertThat(opened.gateway().openReads()).containsExactly("opencue-resource");
    assertThat(opened.warnings())
        .singleElement()
        .asString()
        .contains("opencue-resource", "without a token");
    assertThat(read(Map.of()).gateway().openReads()).isEmpty();
  }

  @Test
  void everyVariableShouldBeHonoured() {
    GatewayConfig config =
        read(Map.ofEntries(
                Map.entry("FARMGATE_HOME", folder.resolve("state").toString()),
                Map.entry("FARMGATE_BIND", "0.0.0.0"),
                Map.entry("REST_PORT", "0"),
                Map.entry("JWT_SECRET", GOOD_SECRET),
                Map.entry("JWT_REJECT_STATUS", "401"),
                Map.entry("CUEBOT_ENDPOINT", "cuebot.example.com:8443, cue_bot:1"),
                Map.entry("GRPC_MAX_RECV_MSG_MB", "16"),
                Map.entry("FARMGATE_ANSWER_BUDGET_MB", "40"),
                Map.entry("GRPC_TIMEOUT", "1m30s"),
                Map.entry("CORS_ORIGINS", "https://a.example.com, http://localhost:8000"),
                Map.entry("RATE_LIMIT_RPS", "0"),
                Map.entry("FARMGATE_MANAGEMENT_BIND", "0.0.0.0"),
                Map.entry("FARMGATE_MANAGEMENT_PORT", "9100"),
                Map.entry("FARMGATE_GUARDS_OFF", "checks, lanes"),
                Map.entry("FARMGATE_READ_CACHE", "1500ms"),
                Map.entry("FARMGATE_LOG_ROOTS", "/shots, /more/./shots/"),
                Map.entry("FARMGATE_HOST_REBOOT_COMMAND", "sudo -n reboot"),
                Map.entry("FARMGATE_FRAME_MEMORY_LIMIT", "3"),
                Map.entry("FARMGATE_FRAME_UMASK", "027"),
                Map.entry("FARMGATE_FRAME_AFFINITY", "true"),
                Map.entry("FARMGATE_FRAME_USER", "job"),
                Map.entry("SHUTDOWN_TIMEOUT", "500ms"),
                Map.entry("LOG_LEVEL", "DEBUG")))
            .gateway();

    assertThat(config.home()).isEqualTo(folder.resolve("state"));
    assertThat(config.listen().address().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(config.listen().address().getPort()).isZero();
    assertThat(config.listen().corsOrigins())
        .containsExactlyInAnyOrder("https://a.example.com", "http://localhost:8000");
    assertThat(config.listen().shutdownTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.frames())
        .isEqualTo(new FrameSettings(OptionalDouble.of(3), Optional.of("027"), true, true));
    assertThat(config.tokens().secret()).isEqualTo(new SecretSource.Given(GOOD_SECRET));
    assertThat(config.tokens().rejectStatus()).isEqualTo(401);
    assertThat(config.cuebot())
        .contains(
            new Cuebot(
                List.of("cuebot.example.com:8443", "cue_bot:1"),
                16 << 20,
                40L << 20,
                EnumSet.complementOf(EnumSet.of(Guard.CHECKS, Guard.LANES)),
                Duration.ofMillis(1500),
                CuebotConnection.DEFAULT,
                List.of(Path.of("/shots"), Path.of("/more/shots"))));
    assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.requestsPerSecond()).isZero();
    assertThat(config.management())
        .contains(new Management(new InetSocketAddress("0.0.0.0", 9100)));
    assertThat(config.logLevel()).isEqualTo(LogLevel.DEBUG);
    assertThat(config.rebootCommand()).contains("sudo -n reboot");
    assertThat(read(Map.of()).gateway().rebootCommand()).isEmpty();
  }

  @Test
  void managementPortShouldStandBesideTheMainOneUnlessItIsSaid() {
    assertThat(managementPort(Map.of("REST_PORT", "9000"))).contains(9001);
    assertThat(managementPort(Map.of("REST_PORT", "0"))).contains(0);
    assertThat(managementPort(Map.of("REST_PORT", "65535"))).contains(0);
    assertThat(managementPort(Map.of("FARMGATE_MANAGEMENT_PORT", "0"))).contains(0);
    assertThat(managementPort(Map.of("FARMGATE_MANAGEMENT_PORT", "off"))).isEmpty();
  }

  @Test
  void managementPortThatIsOpenToOthersShouldBeWarnedOf() {
    assertThat(read(Map.of("FARMGATE_MANAGEMENT_BIND", "0.0.0.0")).warnings())
        .singleElement()
        .asString()
        .contains("/metrics", "without a token");
  }

  private Optional<Integer> managementPort(Map<String, String> environment) {
    return read(environment).gateway().management().map(m -> m.address().getPort());
  }

  @Test
  void answersShouldHaveRoomForTheLargestByDefault() {
    Map<String, String> cuebot =
        Map.of("CUEBOT_ENDPOINT", "cuebot:8443", "GRPC_MAX_RECV_MSG_MB", "1024");

    assertThat(read(cuebot).gateway().cuebot().orElseThrow().answerBudgetBytes())
        .isGreaterThanOrEqualTo(1L << 30);
  }

  @Test
  void flagShouldGoBeforeTheEnvironment() {
    Configuration configuration =
        Configuration.read(
            new Flags(Map.of(Setting.REST_PORT, "9001"), false),
            Map.of("REST_PORT", "9000", "LOG_LEVEL", "warn"),
            Optional.of(folder.toString()));

    assertThat(configuration.gateway().listen().address().getPort()).isEqualTo(9001);
    assertThat(configuration.settings())
        .hasSize(Setting.values().length)
        .contains(
            new EffectiveSetting(Setting.REST_PORT, Optional.of("9001"), new Origin.Flag()),
            new EffectiveSetting(Setting.LOG_LEVEL, Optional.of("warn"), new Origin.Environment()),
            new EffectiveSetting(Setting.CUEBOT_ENDPOINT, Optional.empty(), new Origin.Default()));
  }

  @Test
  void settingsOfClientsShouldBeHonoured() {
    GatewayConfig usual = read(Map.of()).gateway();
    GatewayConfig config =
        read(Map.of(
                "HTTP_TIMEOUT", "5s",
                "MAX_CONCURRENT_STREAMS", "7",
                "FARMGATE_MAX_CONNECTIONS", "9",
                "FARMGATE_MAX_CONNECTIONS_PER_ADDRESS", "0",
                "CORS_HEADERS", "Authorization, X-Studio",
                "KEEPALIVE_TIME", "10m",
                "KEEPALIVE_TIMEOUT", "3s"))
            .gateway();

    assertThat(usual.http())
        .isEqualTo(
            new Http(
                Duration.ofSeconds(60),
                EdgeConfig.Caps.DEFAULT,
                EdgeConfig.CORS_HEADERS,
                Optional.empty()));
    assertThat(usual.keepAlive())
        .isEqualTo(new KeepAlive(Duration.ofMinutes(6), Duration.ofSeconds(20)));
    assertThat(config.http())
        .isEqualTo(
            new Http(
                Duration.ofSeconds(5),
                new EdgeConfig.Caps(9, 1_000_000, 7),
                List.of("Authorization", "X-Studio"),
                Optional.empty()));
    assertThat(config.keepAlive())
        .isEqualTo(new KeepAlive(Duration.ofMinutes(10), Duration.ofSeconds(3)));
  }

  @Test
  void certificateShouldComeWithItsKeyAndBeReadable() {
    Path nowhere = folder.resolve("nowhere.pem");

    assertThat(problems(Map.of("TLS_CERT_FILE", nowhere.toString())))
        .containsExactly(
            "TLS_CERT_FILE: set without TLS_KEY_FILE (expected: both, or none of them)");
    assertThat(problems(Map.of("TLS_KEY_FILE", nowhere.toString())))
        .containsExactly(
            "TLS_KEY_FILE: set without TLS_CERT_FILE (expected: both, or none of them)");
    assertThat(
            problems(
                Map.of("TLS_CERT_FILE", nowhere.toString(), "TLS_KEY_FILE", nowhere.toString())))
        .containsExactly(
            "TLS_CERT_FILE and TLS_KEY_FILE: "
                + nowhere
                + ": there is no such file (expected: a readable PEM file with certificates)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FARMGATE_BIND        | 300.1.2.3
          FARMGATE_BIND        | no such host
          REST_PORT            | 65536
          REST_PORT            | -1
          REST_PORT            | 8448x
          JWT_SECRET_FILE      | /nowhere/secret
          FARMGATE_ANSWER_BUDGET_MB | 255
          FARMGATE_ANSWER_BUDGET_MB | 1048577
          RATE_LIMIT_RPS       | -1
          RATE_LIMIT_RPS       | 1000001
          RATE_LIMIT_RPS       | many
          FARMGATE_MANAGEMENT_BIND | 300.1.2.3
          FARMGATE_MANAGEMENT_PORT | 65536
          FARMGATE_MANAGEMENT_PORT | on
          JWT_REJECT_STATUS    | 402
          JWT_REJECT_STATUS    | 200
          CUEBOT_ENDPOINT      | cuebot
          CUEBOT_ENDPOINT      | cuebot:
          CUEBOT_ENDPOINT      | :8443
          CUEBOT_ENDPOINT      | cuebot:99999
          CUEBOT_ENDPOINT      | cuebot:0
          CUEBOT_ENDPOINT      | cuebot:8443,
          CUEBOT_ENDPOINT      | http://cuebot:8443
          CUEBOT_ENDPOINT      | cuebot:8443/path
          CUEBOT_ENDPOINT      | user@cuebot:8443
          GRPC_MAX_RECV_MSG_MB | 0
          GRPC_MAX_RECV_MSG_MB | 1025
          GRPC_TIMEOUT         | 30
          GRPC_TIMEOUT         | 0s
          GRPC_TIMEOUT         | 2h
          GRPC_PORT            | 65536
          GRPC_TRUSTED_PEERS   | localhost
          GRPC_TRUSTED_PEERS   | 192.0.2.1/24
          GRPC_TRUSTED_PEERS   | 192.0.2.1,
          GRPC_TRUSTED_ROLE    | root
          FARMGATE_OPEN_METHODS | report.RqdReportInterface;
          FARMGATE_OPEN_METHODS | a.B/C/D
          FARMGATE_OPEN_READS  | rpc
          FARMGATE_OPEN_READS  | opencue-resource,
          CORS_ORIGINS         | a.example.com
          CORS_ORIGINS         | https://a.example.com/
          CORS_ORIGINS         | https://a.example.com,,
          CORS_HEADERS         | X-Good,Not Good
          CORS_HEADERS         | *
          HTTP_TIMEOUT         | 60
          HTTP_TIMEOUT         | 2h
          MAX_CONCURRENT_STREAMS | 0
          KEEPALIVE_TIME       | 4m59s
          KEEPALIVE_TIMEOUT    | 500ms
          FARMGATE_MAX_CONNECTIONS | 0
          FARMGATE_MAX_CONNECTIONS_PER_ADDRESS | -1
          FARMGATE_FRAME_MEMORY_LIMIT | 0
          FARMGATE_FRAME_UMASK | 089
          FARMGATE_FRAME_AFFINITY | maybe
          FARMGATE_FRAME_USER  | root
          SHUTDOWN_TIMEOUT     | -1s
          LOG_LEVEL            | verbose
          """)
  void valueThatIsWrongShouldBeNamedWithWhatIsExpected(Setting setting, String value) {
    assertThat(problems(Map.of(setting.name(), value)))
        .singleElement()
        .isEqualTo(setting + ": '" + value + "' (expected: " + setting.expected() + ")");
  }

  @Test
  void bracketedAddressesShouldBeTaken() {
    GatewayConfig config =
        read(Map.of("FARMGATE_BIND", "[::1]", "CUEBOT_ENDPOINT", "[::1]:8443")).gateway();

    assertThat(config.listen().address().getAddress().isLoopbackAddress()).isTrue();
    assertThat(config.cuebot().orElseThrow().endpoints()).containsExactly("[::1]:8443");
  }

  @Test
  void allProblemsShouldComeAtOnce() {
    assertThat(
            problems(
                Map.of(
                    "REST_PORT", "x",
                    "LOG_LEVEL", "y",
                    "CUEBOT_ENDPOINT", "z",
                    "FARMGATE_HOEM", "/tmp")))
        .hasSize(4);
  }

  @Test
  void misspeltVariableShouldBeRefused() {
    assertThat(problems(Map.of("FARMGATE_HOEM", "/tmp")))
        .singleElement()
        .asString()
        .startsWith("FARMGATE_HOEM: not a setting (nearest: FARMGATE_HOME;");
  }

  @Test
  void variablesOfTheScriptShouldBeLetThrough() {
    assertThat(read(Map.of("FARMGATE_NO_BUILD", "1", "FARMGATE_JAVA_OPTS", "-Xmx1g")).warnings())
        .isEmpty();
  }

  @Test
  void emptyVariableShouldCountAsUnset() {
    assertThat(read(Map.of("CUEBOT_ENDPOINT", "", "REST_PORT", "")).gateway())
        .isEqualTo(read(Map.of()).gateway());
  }

  @Test
  void emptySecretShouldBeRefused() {
    assertThat(problems(Map.of("JWT_SECRET", ""))).singleElement().asString().contains("empty");
    assertThat(problems(Map.of("JWT_SECRET", "  "))).singleElement().asString().contains("empty");
  }

  @Test
  void secretShouldStayAsItIsWhateverStandsInIt() {
    String secret = "${HOME} \\, #IFRAME# %d ${env.X:-y} and so on and so on";

    assertThat(read(Map.of("JWT_SECRET", secret)).gateway().tokens().secret())
        .isEqualTo(new SecretSource.Given(secret));
  }

  @Test
  void secretShouldNotBeInAnyText() {
    Configuration configuration = read(Map.of("JWT_SECRET", GOOD_SECRET));

    assertThat(configuration.toString()).doesNotContain(GOOD_SECRET).contains("(hidden)");
  }

  @Test
  void wellKnownSecretShouldBeRefused() {
    assertThat(problems(Map.of("JWT_SECRET", "default-secret-key")))
        .singleElement()
        .asString()
        .contains("everybody knows", "--insecure-dev");
  }

  @Test
  void wellKnownSecretShouldPassWithInsecureDevOnLoopback() {
    Configuration configuration =
        Configuration.read(
            new Flags(Map.of(), true),
            Map.of("JWT_SECRET", "default-secret-key"),
            Optional.of(folder.toString()));

    assertThat(configuration.gateway().tokens().insecureDev()).isTrue();
    assertThat(configuration.warnings()).singleElement().asString().contains("everybody knows");
  }

  @Test
  void wellKnownSecretShouldBeRefusedOnTheNetworkWhateverTheFlag() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                Configuration.read(
                    new Flags(Map.of(), true),
                    Map.of("JWT_SECRET", "default-secret-key", "FARMGATE_BIND", "0.0.0.0"),
                    Optional.of(folder.toString())));

    assertThat(refused.problems()).singleElement().asString().contains("FARMGATE_BIND");
  }

  @Test
  void shortSecretShouldBeWarnedOf() {
    assertThat(read(Map.of("JWT_SECRET", "31-bytes-are-one-too-few-to-use")).warnings())
        .singleElement()
        .asString()
        .contains("31 bytes");
    assertThat(read(Map.of("JWT_SECRET", "32-bytes-are-just-enough-to-use!")).warnings()).isEmpty();
  }

  @Test
  void secretFileShouldBeReadWithoutItsLineEnd() throws IOException {
    Path file = secretFile("rw-------");

    Configuration configuration = read(Map.of("JWT_SECRET_FILE", file.toString()));

    assertThat(configuration.gateway().tokens().secret())
        .isEqualTo(new SecretSource.Given(GOOD_SECRET));
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void secretFileThatOthersReadShouldBeWarnedOf() throws IOException {
    Path file = secretFile("rw-r-----");

    assertThat(read(Map.of("JWT_SECRET_FILE", file.toString())).warnings())
        .singleElement()
        .asString()
        .contains("chmod 600");
  }

  @Test
  void tlsToCuebotShouldBeReadWhereItIsOn() {
    Map<String, String> on =
        Map.of(
            "CUEBOT_ENDPOINT", "127.0.0.1:8443",
            "CUEBOT_TLS", "true",
            "CUEBOT_TLS_SERVER_NAME", "cuebot.example.com");

    assertThat(read(on).gateway().cuebot().orElseThrow().connection().tls())
        .contains(
            new CuebotTls(Optional.empty(), Optional.empty(), Optional.of("cuebot.example.com")));
  }

  @Test
  void tlsFilesThatCannotBeUsedShouldBeRefusedByTheirSettings() throws IOException {
    Path junk = Files.writeString(folder.resolve("junk.pem"), "junk");
    Path missing = folder.resolve("missing.pem");

    assertThat(problems(Map.of("CUEBOT_TLS", "true", "CUEBOT_TLS_CA_FILE", junk.toString())))
        .containsExactly(
            "CUEBOT_TLS_CA_FILE: "
                + junk
                + " holds no certificate (expected: PEM, -----BEGIN CERTIFICATE-----)");
    assertThat(
            problems(
                Map.of(
                    "CUEBOT_TLS", "true",
                    "CUEBOT_TLS_CERT_FILE", missing.toString(),
                    "CUEBOT_TLS_KEY_FILE", missing.toString())))
        .containsExactly(
            "CUEBOT_TLS_CERT_FILE: " + missing + " does not exist (expected: a PEM file)");
    assertThat(problems(Map.of("CUEBOT_TLS", "true", "CUEBOT_TLS_KEY_FILE", junk.toString())))
        .containsExactly(
            "CUEBOT_TLS_CERT_FILE and CUEBOT_TLS_KEY_FILE: only one is set (expected: both, or"
                + " neither)");
    assertThat(problems(Map.of("CUEBOT_TLS_CA_FILE", junk.toString())))
        .containsExactly(
            "CUEBOT_TLS_CA_FILE: set while CUEBOT_TLS is off (expected: CUEBOT_TLS=true)");
  }

  @Test
  void secretTwiceShouldBeRefused() throws IOException {
    Path file = secretFile("rw-------");

    assertThat(problems(Map.of("JWT_SECRET", GOOD_SECRET, "JWT_SECRET_FILE", file.toString())))
        .containsExactly("JWT_SECRET and JWT_SECRET_FILE are both set (expected: one of them)");
  }

  @Test
  void bothNamesOfTheCorsOriginsShouldBeHonoured() {
    String origin = "https://farm.example.com";

    assertThat(read(Map.of("CORS_ALLOWED_ORIGINS", origin)).gateway().listen().corsOrigins())
        .containsExactly(origin);
    assertThat(problems(Map.of("CORS_ALLOWED_ORIGINS", origin, "CORS_ORIGINS", "*")))
        .singleElement()
        .asString()
        .contains("differ");
  }

  @Test
  void homeShouldBeAskedForWhereTheUserHasNone() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> Configuration.read(Flags.NONE, Map.of(), Optional.empty()));

    assertThat(refused.problems()).singleElement().asString().startsWith("FARMGATE_HOME: '~/");
  }

  @Test
  void controlCharactersShouldNotReachTheTerminal() {
    assertThat(problems(Map.of("LOG_LEVEL", "\u001b[31mred")))
        .singleElement()
        .asString()
        .contains("\\u001b[31mred")
        .doesNotContain("\u001b");
  }

  private Path secretFile(String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), GOOD_SECRET + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private Configuration read(Map<String, String> environment) {
    return Configuration.read(Flags.NONE, environment, Optional.of(folder.toString()));
  }

  private List<String> problems(Map<String, String> environment) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(environment));
    assertThat(refused).as("configuration " + environment).isNotNull();
    return refused.problems();
  }
}
