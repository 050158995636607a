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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts a gateway on a free port with a state folder of its own, calls it, and stops it. {@code
 * ./farmgate} has the JVM watch that after a build, and later starts are the faster for it.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Surroundings surroundings;

  WarmUpCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path home = Files.createTempDirectory("farmgate-warm-up");
    try {
      Configuration configuration =
          Configuration.read(
              new Flags(
                  Map.of(Setting.FARMGATE_HOME, home.toString(), Setting.REST_PORT, "0"), false),
              Map.of(),
              Optional.empty());
      GatewayConfig config = configuration.gateway();
      LogSetup.apply(config.logLevel());
      HmacTokens tokens = Secrets.tokens(config.tokens().secret(), surroundings.clock());
      try (Gateway gateway = Gateway.start(config, tokens, surroundings.clock())) {
        String token = tokens.issue(new Caller("warm-up", Role.VIEWER), TOKEN_LIFETIME);
        surroundings.out().println(call(gateway.address(), token, "show.ShowInterface/GetShows"));
        surroundings.out().println(call(gateway.address(), token, "job.JobInterface/GetJobs"));
      }
      return ExitCode.OK;
    } finally {
      delete(home);
    }
  }

  /** Calls without an HTTP client, which would be a part of what is learnt. Returns the answer. */
  private static String call(InetSocketAddress address, String token, String method)
      throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String request =
          String.join(
              "\r\n",
              List.of(
                  "POST /" + method + " HTTP/1.1",
                  "Host: localhost",
                  "Authorization: Bearer " + token,
                  "Content-Length: 2",
                  "Connection: close",
                  "",
                  "{}"));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
