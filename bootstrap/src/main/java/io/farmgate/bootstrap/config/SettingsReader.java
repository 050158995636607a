package io.farmgate.bootstrap.config;

import io.farmgate.adapter.embedded.FrameSettings;
import io.farmgate.adapter.grpc.cuebot.CuebotConnection;
import io.farmgate.adapter.grpc.cuebot.CuebotTls;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.bootstrap.config.GatewayConfig.Contract;
import io.farmgate.bootstrap.config.GatewayConfig.Cuebot;
import io.farmgate.bootstrap.config.GatewayConfig.Grpc;
import io.farmgate.bootstrap.config.GatewayConfig.KeepAlive;
import io.farmgate.bootstrap.config.GatewayConfig.Listen;
import io.farmgate.bootstrap.config.GatewayConfig.LogFormat;
import io.farmgate.bootstrap.config.GatewayConfig.LogLevel;
import io.farmgate.bootstrap.config.GatewayConfig.Management;
import io.farmgate.bootstrap.config.GatewayConfig.Strict;
import io.farmgate.bootstrap.config.GatewayConfig.Tokens;
import io.farmgate.domain.AddressRange;
import io.farmgate.domain.Caller.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns texts into a {@link GatewayConfig} and keeps a list of everything that is wrong. */
final class SettingsReader {
  private static final int MAX_BUDGET_MB = 1 << 20;

  private final Map<Setting, EffectiveSetting> settings = new EnumMap<>(Setting.class);
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Optional<String> userHome;

  SettingsReader(List<EffectiveSetting> settings, Optional<String> userHome) {
    settings.forEach(setting -> this.settings.put(setting.setting(), setting));
    this.userHome = userHome;
  }

  List<String> problems() {
    return problems;
  }

  List<String> warnings() {
    return warnings;
  }

  /** Reads all of it. The answer is of use only where there are no {@link #problems}. */
  GatewayConfig read(boolean insecureDev) {
    Path home = required(Setting.FARMGATE_HOME, in(Setting.FARMGATE_HOME), Path.of(""));
    InetAddress bind =
        required(Setting.FARMGATE_BIND, SettingTexts::address, InetAddress.getLoopbackAddress());
    int port = required(Setting.REST_PORT, text -> SettingTexts.number(text, 0, 65535), 0);
    Duration shutdown =
        required(
            Setting.SHUTDOWN_TIMEOUT,
            text -> SettingTexts.duration(text, Duration.ZERO, Duration.ofHours(1)),
            Duration.ZERO);
    SecretSource secret = secret(home);
    TokenSafety.check(secret, insecureDev, bind, problems, warnings);
    GatewayConfig config =
        new GatewayConfig(
            home,
            new Listen(new InetSocketAddress(bind, port), origins(), shutdown),
            new Tokens(
                secret,
                required(
                    Setting.JWT_REJECT_STATUS,
                    text -> SettingTexts.number(text, 401, 403).filter(status -> status != 402),
                    403),
                insecureDev),
            cuebot(),
            required(
                Setting.GRPC_TIMEOUT,
                text -> SettingTexts.duration(text, Duration.ofMillis(1), Duration.ofHours(1)),
                Duration.ZERO),
            required(Setting.RATE_LIMIT_RPS, text -> SettingTexts.number(text, 0, 1_000_000), 0),
            management(port),
            new Strict(
                required(Setting.FARMGATE_STRICT, SettingTexts::truth, false),
                optional(Setting.FARMGATE_STRICT_CALLERS, SettingTexts::names).orElse(List.of())),
            required(
                Setting.LOG_LEVEL, text -> SettingTexts.word(LogLevel.class, text), LogLevel.INFO),
            grpc(bind),
            contract(),
            new HttpSettings(this).read(),
            keepAlive(),
            openReads(),
            required(
                Setting.FARMGATE_LOG_FORMAT,
                text -> SettingTexts.word(LogFormat.class, text),
                LogFormat.TEXT),
            optional(Setting.FARMGATE_WEBHOOK_TARGETS, SettingTexts::webhookTargets),
            optional(Setting.FARMGATE_HOST_REBOOT_COMMAND, Optional::of),
            frames());
    checkPorts(config);
    return config;
  }

  private FrameSettings frames() {
    Optional<Integer> memory =
        optional(Setting.FARMGATE_FRAME_MEMORY_LIMIT, text -> SettingTexts.number(text, 1, 1_000));
    return new FrameSettings(
        memory.isPresent() ? OptionalDouble.of(memory.get()) : OptionalDouble.empty(),
        optional(Setting.FARMGATE_FRAME_UMASK, SettingTexts::umask),
        required(Setting.FARMGATE_FRAME_AFFINITY, SettingTexts::truth, false),
        required(
                Setting.FARMGATE_FRAME_USER,
                text -> SettingTexts.word(FrameUser.class, text),
                FrameUser.GATEWAY)
            == FrameUser.JOB);
  }

  /** Whose user frames run as. */
  private enum FrameUser {
    GATEWAY,
    JOB
  }

  private Set<String> openReads() {
    Set<String> open =
        optional(Setting.FARMGATE_OPEN_READS, SettingTexts::openReads).orElse(Set.of());
    for (String api : open) {
      warnings.add(
          "FARMGATE_OPEN_READS: whoever can reach the gateway reads the farm through "
              + api
              + " without a token");
    }
    return open;
  }

  /** Two doors cannot have one port; 0 is another one each time. */
  private void checkPorts(GatewayConfig config) {
    Map<Integer, String> taken = new HashMap<>();
    claim(taken, "REST_PORT", config.listen().address());
    config.grpc().ifPresent(grpc -> claim(taken, "GRPC_PORT", grpc.address()));
    config
        .management()
        .ifPresent(management -> claim(taken, "FARMGATE_MANAGEMENT_PORT", management.address()));
  }

  private void claim(Map<Integer, String> taken, String name, InetSocketAddress address) {
    String other = address.getPort() == 0 ? null : taken.putIfAbsent(address.getPort(), name);
    if (other != null) {
      problems.add(
          name
              + ": "
              + address.getPort()
              + ", which "
              + other
              + " has (expected: a port of its own; the management port is by default the one after"
              + " REST_PORT)");
    }
  }

  EffectiveSetting effective(Setting setting) {
    return Objects.requireNonNull(settings.get(setting));
  }

  private Optional<String> value(Setting setting) {
    return effective(setting).value();
  }

  /** Reads a setting that has a default; {@code instead} stands in after a problem. */
  <T> T required(Setting setting, Function<String, Optional<T>> parse, T instead) {
    return optional(setting, parse).orElse(instead);
  }

  <T> Optional<T> optional(Setting setting, Function<String, Optional<T>> parse) {
    Optional<String> text = value(setting);
    Optional<T> parsed = text.flatMap(parse);
    if (text.isPresent() && parsed.isEmpty()) {
      problems.add(effective(setting).problem());
    }
    return parsed;
  }

  private SecretSource secret(Path home) {
    Optional<String> given = value(Setting.JWT_SECRET);
    Optional<Path> file = optional(Setting.JWT_SECRET_FILE, in(Setting.JWT_SECRET_FILE));
    if (given.isPresent() && value(Setting.JWT_SECRET_FILE).isPresent()) {
      problems.add("JWT_SECRET and JWT_SECRET_FILE are both set (expected: one of them)");
    }
    if (given.isPresent()) {
      if (given.get().isBlank()) {
        problems.add(
            effective(Setting.JWT_SECRET).label()
                + ": empty (expected: a secret, or unset to have one generated and kept)");
      }
      return new SecretSource.Given(given.get());
    }
    if (file.isEmpty()) {
      return new SecretSource.Kept(home.resolve("jwt-secret"));
    }
    Optional<String> secret = SecretFile.read(file.get(), warnings);
    if (secret.isEmpty()) {
      problems.add(effective(Setting.JWT_SECRET_FILE).problem());
    }
    return new SecretSource.Given(secret.orElse(""));
  }

  private Optional<Management> management(int mainPort) {
    InetAddress bind =
        required(
            Setting.FARMGATE_MANAGEMENT_BIND,
            SettingTexts::address,
            InetAddress.getLoopbackAddress());
    boolean off = value(Setting.FARMGATE_MANAGEMENT_PORT).filter("off"::equals).isPresent();
    if (off) {
      return Optional.empty();
    }
    if (!bind.isLoopbackAddress()) {
      warnings.add(
          "FARMGATE_MANAGEMENT_BIND opens /metrics and /health to other machines, without a token");
    }
    // Beside a main port that is any free one, so is this.
    int beside = mainPort == 0 || mainPort == 65_535 ? 0 : mainPort + 1;
    int port =
        optional(Setting.FARMGATE_MANAGEMENT_PORT, text -> SettingTexts.number(text, 0, 65535))
            .orElse(beside);
    return Optional.of(new Management(new InetSocketAddress(bind, port)));
  }

  private Optional<Cuebot> cuebot() {
    int megabytes =
        required(Setting.GRPC_MAX_RECV_MSG_MB, text -> SettingTexts.number(text, 1, 1024), 1);
    long budget = (long) answerBudget(megabytes) << 20;
    Set<Guard> guards = EnumSet.allOf(Guard.class);
    guards.removeAll(optional(Setting.FARMGATE_GUARDS_OFF, SettingTexts::guards).orElse(Set.of()));
    Duration keepReads =
        required(
            Setting.FARMGATE_READ_CACHE,
            text -> SettingTexts.duration(text, Duration.ZERO, Duration.ofSeconds(10)),
            Duration.ZERO);
    CuebotConnection connection =
        cuebotTls().map(CuebotConnection.DEFAULT::withTls).orElse(CuebotConnection.DEFAULT);
    List<Path> logRoots =
        optional(Setting.FARMGATE_LOG_ROOTS, SettingTexts::folders).orElse(List.of());
    return optional(Setting.CUEBOT_ENDPOINT, SettingTexts::endpoints)
        .map(endpoints ->
            new Cuebot(
                endpoints, megabytes << 20, budget, guards, keepReads, connection, logRoots));
  }

  private Optional<CuebotTls> cuebotTls() {
    Optional<Path> certFile =
        optional(Setting.CUEBOT_TLS_CERT_FILE, in(Setting.CUEBOT_TLS_CERT_FILE));
    Optional<Path> keyFile = optional(Setting.CUEBOT_TLS_KEY_FILE, in(Setting.CUEBOT_TLS_KEY_FILE));
    CuebotTls tls =
        new CuebotTls(
            optional(Setting.CUEBOT_TLS_CA_FILE, in(Setting.CUEBOT_TLS_CA_FILE)),
            certFile.flatMap(cert -> keyFile.map(key -> new CuebotTls.Identity(cert, key))),
            optional(Setting.CUEBOT_TLS_SERVER_NAME, SettingTexts::hostName));
    if (!required(Setting.CUEBOT_TLS, SettingTexts::truth, false)) {
      Stream.of(
              Setting.CUEBOT_TLS_CA_FILE,
              Setting.CUEBOT_TLS_CERT_FILE,
              Setting.CUEBOT_TLS_KEY_FILE,
              Setting.CUEBOT_TLS_SERVER_NAME)
          .filter(setting -> value(setting).isPresent())
          .forEach(setting ->
              problems.add(setting + ": set while CUEBOT_TLS is off (expected: CUEBOT_TLS=true)"));
      return Optional.empty();
    }
    if (certFile.isPresent() != keyFile.isPresent()) {
      problems.add(
          "CUEBOT_TLS_CERT_FILE and CUEBOT_TLS_KEY_FILE: only one is set (expected: both, or"
              + " neither)");
    }
    try {
      tls.check();
    } catch (CuebotTls.UnusableException unusable) {
      problems.add("CUEBOT_TLS_" + unusable.part() + ": " + unusable.getMessage());
    }
    return Optional.of(tls);
  }

  private int answerBudget(int largestAnswer) {
    int quarter = Math.toIntExact(Math.min(MAX_BUDGET_MB, Runtime.getRuntime().maxMemory() >> 22));
    return optional(
            Setting.FARMGATE_ANSWER_BUDGET_MB,
            text -> SettingTexts.number(text, largestAnswer, MAX_BUDGET_MB))
        .orElse(Math.max(largestAnswer, quarter));
  }

  private Optional<Grpc> grpc(InetAddress bind) {
    List<AddressRange> peers =
        optional(Setting.GRPC_TRUSTED_PEERS, SettingTexts::ranges).orElse(List.of());
    Role role =
        required(
            Setting.GRPC_TRUSTED_ROLE, text -> SettingTexts.word(Role.class, text), Role.VIEWER);
    Optional<Integer> port =
        optional(Setting.GRPC_PORT, text -> SettingTexts.number(text, 0, 65535));
    if (port.isPresent() && !peers.isEmpty()) {
      warnings.add(
          "GRPC_TRUSTED_PEERS: who calls from "
              + value(Setting.GRPC_TRUSTED_PEERS).orElse("")
              + " needs no token and has the role "
              + role.name().toLowerCase(Locale.ROOT));
    }
    return port.map(number -> new Grpc(new InetSocketAddress(bind, number), peers, role));
  }

  private Contract contract() {
    return new Contract(
        optional(Setting.OPENCUE_DESCRIPTOR_SET, in(Setting.OPENCUE_DESCRIPTOR_SET)),
        optional(Setting.OPENCUE_METHOD_POLICY, in(Setting.OPENCUE_METHOD_POLICY)),
        optional(Setting.FARMGATE_OPEN_METHODS, SettingTexts::methodNames).orElse(Set.of()));
  }

  private KeepAlive keepAlive() {
    return new KeepAlive(
        required(
            Setting.KEEPALIVE_TIME,
            text -> SettingTexts.duration(text, Duration.ofMinutes(5), Duration.ofHours(24)),
            Duration.ZERO),
        required(
            Setting.KEEPALIVE_TIMEOUT,
            text -> SettingTexts.duration(text, Duration.ofSeconds(1), Duration.ofMinutes(10)),
            Duration.ZERO));
  }

  private Set<String> origins() {
    Optional<Set<String>> one = optional(Setting.CORS_ORIGINS, SettingTexts::originList);
    Optional<Set<String>> other = optional(Setting.CORS_ALLOWED_ORIGINS, SettingTexts::originList);
    if (one.isPresent() && other.isPresent() && !one.equals(other)) {
      problems.add("CORS_ORIGINS and CORS_ALLOWED_ORIGINS differ (expected: one of them)");
    }
    return one.or(() -> other).orElse(Set.of());
  }

  /** Reads a path; one that stands in a file is seen from the file's folder. */
  Function<String, Optional<Path>> in(Setting setting) {
    Path folder =
        effective(setting).origin() instanceof Origin.InFile(Path file, int line)
            ? file.resolveSibling("")
            : Path.of("");
    return text -> SettingTexts.path(text, folder, userHome);
  }
}
