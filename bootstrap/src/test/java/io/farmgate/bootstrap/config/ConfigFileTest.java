package io.farmgate.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.farmgate.bootstrap.config.Configuration.Flags;
import io.farmgate.domain.Caller.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
  private static final String GOOD_SECRET = "a-secret-of-my-own-with-more-than-32-bytes";

  @TempDir private Path folder;

  @Test
  void flagShouldGoBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws IOException {
    Path file =
        file(
            """
            # settings of the farm
            bind: 0.0.0.0
            rest_port: 9000
            log_level: warn
            grpc_timeout: 20s
            """);

    Configuration configuration =
        Configuration.read(
            new Flags(
                Map.of(Setting.FARMGATE_CONFIG, file.toString(), Setting.FARMGATE_BIND, "::1"),
                Map.of("log_level", "debug"),
                false),
            Map.of("REST_PORT", "9001", "LOG_LEVEL", "error"),
            Optional.of(folder.toString()));

    assertThat(configuration.settings())
        .contains(
            new EffectiveSetting(
                Setting.FARMGATE_CONFIG, Optional.of(file.toString()), new Origin.Flag()),
            new EffectiveSetting(Setting.FARMGATE_BIND, Optional.of("::1"), new Origin.Flag()),
            new EffectiveSetting(Setting.LOG_LEVEL, Optional.of("debug"), new Origin.Flag()),
            new EffectiveSetting(Setting.REST_PORT, Optional.of("9001"), new Origin.Environment()),
            new EffectiveSetting(
                Setting.GRPC_TIMEOUT, Optional.of("20s"), new Origin.InFile(file, 5)),
            new EffectiveSetting(
                Setting.SHUTDOWN_TIMEOUT, Optional.of("30s"), new Origin.Default()));
    assertThat(configuration.gateway().callTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(new Origin.InFile(file, 5).word()).isEqualTo("farmgate.yaml:5");
  }

  @Test
  void listsShouldBeTakenWhereAVariableHasCommas() throws IOException {
    GatewayConfig config =
        read("""
        cuebot_endpoint: [cuebot1:8443, cuebot2:8443]
        cors_origins:
          - https://a.example.com
          - http://localhost:8000
        grpc_port: 0
        grpc_trusted_peers: 192.0.2.7, 2001:db8::/32
        grpc_trusted_role: operator
        """)
            .gateway();

    assertThat(config.cuebot().orElseThrow().endpoints())
        .containsExactly("cuebot1:8443", "cuebot2:8443");
    assertThat(config.listen().corsOrigins())
        .isEqualTo(Set.of("https://a.example.com", "http://localhost:8000"));
    assertThat(config.grpc().orElseThrow().trustedPeers()).hasSize(2);
    assertThat(config.grpc().orElseThrow().trustedRole()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void wordsShouldMeanWhatTheyMeanInAVariable() throws IOException {
    assertThat(read("management_port: off").gateway().management()).isEmpty();
    assertThat(read("strict: true").gateway().strict().everyone()).isTrue();
    assertThat(read("rest_port: \"9000\"").gateway().listen().address().getPort()).isEqualTo(9000);
  }

  @Test
  void keyWithoutAValueShouldCountAsUnset() throws IOException {
    assertThat(read("cuebot_endpoint:\nrest_port: ''\nlog_level: ~\n").gateway())
        .isEqualTo(read("").gateway());
    assertThat(problems("jwt_secret:")).singleElement().asString().contains("jwt_secret: empty");
  }

  @Test
  void pathsShouldBeSeenFromTheFolderOfTheFile() throws IOException {
    Files.writeString(folder.resolve("secret"), GOOD_SECRET);
    Files.setPosixFilePermissions(
        folder.resolve("secret"), PosixFilePermissions.fromString("rw-------"));

    GatewayConfig config = read("home: state\njwt_secret_file: secret\n").gateway();

    assertThat(config.home()).isEqualTo(folder.resolve("state"));
    assertThat(config.tokens().secret()).isEqualTo(new SecretSource.Given(GOOD_SECRET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rest_prot: 1         | rest_prot: not a setting (nearest: rest_port;
          REST_PORT: 1         | REST_PORT: not a setting (nearest: rest_port;
          rest: {port: 1}      | rest: not a setting (nearest:
          hoem: /tmp           | hoem: not a setting (nearest: home;
          config: other.yaml   | config: not a setting (nearest:
          rest_port: x         | rest_port: 'x' (expected: a port number
          rest_port: [1, 2]    | rest_port: a list (expected: a port number
          cors_origins: {a: b} | cors_origins: a group of keys (expected: origins
          cors_origins: [[a]]  | cors_origins: a list (expected: origins
          '[a]: b'             | a key that is no text (expected: lines like rest_port: 8448)
          - rest_port          | no keys (expected: lines like rest_port: 8448)
          'rest_port: "8448'   | not YAML: found unexpected end of stream
          """)
  void whatIsWrongShouldBeNamedWithItsLine(String line, String problem) throws IOException {
    assertThat(problems("# first\n" + line))
        .singleElement()
        .asString()
        .startsWith(folder.resolve("farmgate.yaml") + ", line 2: " + problem);
  }

  @Test
  void keyThatStandsTwiceShouldBeRefused() throws IOException {
    assertThat(problems("rest_port: 1\n\nrest_port: 2\n"))
        .singleElement()
        .asString()
        .endsWith("line 3: rest_port: stands in line 1 too (expected: each key once)");
  }

  @Test
  void allProblemsShouldComeAtOnceWhereverTheyStand() throws IOException {
    Path file = file("rest_port: x\nlog_levle: info\n");

    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                Configuration.read(
                    new Flags(Map.of(Setting.FARMGATE_BIND, "nowhere."), Map.of("x", "y"), false),
                    Map.of(
                        "FARMGATE_CONFIG", file.toString(),
                        "FARMGATE_CNFIG", "z",
                        "GRPC_TIMEOUT", "soon"),
                    Optional.of(folder.toString())));

    assertThat(refused.problems())
        .hasSize(6)
        .anyMatch(problem -> problem.startsWith("FARMGATE_BIND (flag): 'nowhere.' (expected"))
        .anyMatch(problem -> problem.startsWith("--set x: not a setting (nearest"))
        .anyMatch(problem -> problem.startsWith("FARMGATE_CNFIG: not a setting"))
        .anyMatch(problem -> problem.startsWith("GRPC_TIMEOUT: 'soon' (expected"))
        .anyMatch(problem -> problem.startsWith(file + ", line 1: rest_port: 'x' (expected"))
        .anyMatch(problem -> problem.startsWith(file + ", line 2: log_levle: not a setting"));
  }

  @Test
  void fileThatCannotBeReadShouldSayWhy() throws IOException {
    Path nowhere = folder.resolve("nowhere.yaml");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'#', (byte) 0xE9, '\n'});
    Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

    assertThat(problemsOf(nowhere)).containsExactly(unreadable(nowhere, "there is no such file"));
    assertThat(problemsOf(folder)).containsExactly(unreadable(folder, "it is a folder"));
    assertThat(problemsOf(latin)).containsExactly(unreadable(latin, "it is not UTF-8 text"));
    assertThat(problemsOf(large)).containsExactly(unreadable(large, "it is larger than 1 MiB"));
  }

  @Test
  void fileWithoutPermissionShouldSayWhy() throws IOException {
    Path file = file("rest_port: 1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();

    assertThat(problemsOf(file)).containsExactly(unreadable(file, "permission denied"));
  }

  @Test
  void secretInAFileThatOthersReadShouldBeWarnedOf() throws IOException {
    Path file = file("# mine\njwt_secret: " + GOOD_SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(read(file).warnings())
        .containsExactly(
            file
                + ", line 2: jwt_secret: the file can be read by others than its owner (chmod 600)");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(read(file).warnings()).isEmpty();
  }

  @Test
  void secretShouldStayAsItIsWhateverStandsInIt() throws IOException {
    String secret = "${HOME} \\, #IFRAME# %d ${env.X:-y} and so on and so on";

    assertThat(read("jwt_secret: '" + secret + "'").gateway().tokens().secret())
        .isEqualTo(new SecretSource.Given(secret));
    assertThat(problems("rest_port: x\njwt_secret: [" + GOOD_SECRET + "]"))
        .noneMatch(problem -> problem.contains(GOOD_SECRET));
  }

  @Test
  void flagShouldTakeNoSecret() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                Configuration.read(
                    new Flags(Map.of(), Map.of("jwt_secret", GOOD_SECRET), false),
                    Map.of(),
                    Optional.of(folder.toString())));

    assertThat(refused.problems())
        .singleElement()
        .asString()
        .contains("jwt_secret_file")
        .doesNotContain(GOOD_SECRET);
  }

  @Test
  void everySettingShouldHaveAKeyOfItsOwn() {
    assertThat(Arrays.stream(Setting.values()).map(Setting::key)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Setting.values()).filter(one -> one != Setting.FARMGATE_CONFIG))
        .allSatisfy(one -> assertThat(SettingNames.ofKey(one.key())).contains(one));
  }

  private static String unreadable(Path file, String reason) {
    return file + ": " + reason + " (expected: a readable YAML file with settings)";
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("farmgate.yaml"), yaml, StandardCharsets.UTF_8);
  }

  private Configuration read(String yaml) throws IOException {
    return read(file(yaml));
  }

  private Configuration read(Path file) {
    return Configuration.read(
        new Flags(Map.of(Setting.FARMGATE_CONFIG, file.toString()), false),
        Map.of(),
        Optional.of(folder.toString()));
  }

  private List<String> problems(String yaml) throws IOException {
    return problemsOf(file(yaml));
  }

  private List<String> problemsOf(Path file) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(file));
    assertThat(refused).as("refused").isNotNull();
    return refused.problems();
  }
}
