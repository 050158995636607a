package io.farmgate.bootstrap;

import io.farmgate.adapter.auth.HmacTokens;
import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.Configuration.Flags;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.bootstrap.config.Setting;
import io.farmgate.bootstrap.wiring.Gateway;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts two gateways on free ports with state folders of their own, one in front of the other as
 * in front of a Cuebot, calls them, and stops them. {@code ./farmgate} has the JVM watch that after
 * a build: later starts are the faster for it, and what is called often is known to the compilers
 * from the start.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Surroundings surroundings;

  @Option(names = "--seconds", defaultValue = "0", description = "how long to call over and over")
  private int seconds;

  WarmUpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path home = Files.createTempDirectory("farmgate-warm-up");
    try {
      GatewayConfig farm =
          config(
              home.resolve("farm"),
              Map.of(Setting.GRPC_PORT, "0", Setting.GRPC_TRUSTED_PEERS, "127.0.0.1"));
      LogSetup.apply(farm.logLevel(), farm.logFormat());
      HmacTokens tokens = Secrets.tokens(farm.tokens().secret(), surroundings.clock());
      String token = tokens.issue(new Caller("warm-up", Role.VIEWER), TOKEN_LIFETIME);
      try (Gateway embedded = Gateway.start(farm, tokens, surroundings.clock())) {
        surroundings.out().println(call(embedded.address(), token, "show.ShowInterface/GetShows"));
        int port = embedded.grpcAddress().orElseThrow().getPort();
        GatewayConfig front =
            config(home.resolve("front"), Map.of(Setting.CUEBOT_ENDPOINT, "127.0.0.1:" + port));
        try (Gateway gateway = Gateway.start(front, tokens, surroundings.clock())) {
          callOften(gateway.address(), token);
          surroundings.out().println(call(gateway.address(), token, "job.JobInterface/GetJobs"));
        }
      }
      return ExitCode.OK;
    } finally {
      delete(home);
    }
  }

  private static GatewayConfig config(Path home, Map<Setting, String> more) {
    Map<Setting, String> settings = new EnumMap<>(more);
    settings.put(Setting.FARMGATE_HOME, home.toString());
    settings.put(Setting.REST_PORT, "0");
    settings.put(Setting.RATE_LIMIT_RPS, "1000000");
    return Configuration.read(new Flags(settings, false), Map.of(), Optional.empty()).gateway();
  }

  private void callOften(InetSocketAddress address, String token) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    byte[] request = request(token, "show.ShowInterface/GetShows", "keep-alive");
    byte[] answer = new byte[64 << 10];
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(request);
        // An answer this short comes in one piece, and what is left of one comes with the next.
        if (socket.getInputStream().read(answer) < 0) {
          throw new IOException("the gateway has closed the connection");
        }
      }
    }
  }

  /** Calls without an HTTP client, which would be a part of what is learnt. Returns the answer. */
  private static String call(InetSocketAddress address, String token, String method)
      throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request(token, method, "close"));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] request(String token, String method, String connection) {
    return String.join(
            "\r\n",
            List.of(
                "POST /" + method + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + token,
                "Content-Type: application/json",
                "Content-Length: 2",
                "Connection: " + connection,
                "",
                "{}"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
