package io.farmgate.bootstrap;

import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.port.TokenIssuer;
import java.lang.management.ManagementFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What {@code serve} says when it is ready. It goes to standard output only, never to the log. */
record Greeting(
    GatewayConfig config,
    InetSocketAddress address,
    Optional<InetSocketAddress> management,
    Optional<InetSocketAddress> grpcAddress,
    String farm) {
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);

  /** Returns the address to call from this machine. */
  String url() {
    return (config.http().tls().isPresent() ? "https://" : "http://") + callable(address);
  }

  /** Returns what a gRPC client on this machine takes for Cuebot's address. */
  Optional<String> grpcTarget() {
    return grpcAddress.map(Greeting::callable);
  }

  private static String url(InetSocketAddress address) {
    return "http://" + callable(address);
  }

  private static String callable(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host.isAnyLocalAddress()) {
      host = InetAddress.getLoopbackAddress();
    }
    String name =
        host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
    return name + ":" + address.getPort();
  }

  /**
   * Returns the whole of it.
   *
   * @param tokens makes the token to try the gateway with, which only reads; absent to leave it out
   */
  String text(Optional<TokenIssuer> tokens) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Farmgate %s stands in front of the %s, at %s\n".formatted(Version.number(), farm, url()));
    grpcTarget()
        .ifPresent(target ->
            text.append("gRPC, for clients that speak to a Cuebot: %s\n".formatted(target)));
    text.append("State: %s".formatted(config.home()));
    if (config.cuebot().isEmpty()) {
      text.append("   Frame logs: %s".formatted(config.frameLogs()));
    }
    text.append('\n');
    management.ifPresent(at ->
        text.append("Metrics: %s/metrics   Health: %s/health/ready\n".formatted(url(at), url(at))));
    tokens.ifPresent(issuer -> {
      String token = issuer.issue(new Caller("first-look", Role.VIEWER), TOKEN_LIFETIME);
      text.append("Try it (this token reads only, for 24 hours):\n\n");
      text.append(
          "  curl -sS -X POST %s/show.ShowInterface/GetShows -H 'Authorization: Bearer %s' -d '{}'\n\n"
              .formatted(url(), token));
    });
    text.append("Other tokens: ./farmgate token --subject NAME --ttl 8h\n");
    text.append("Ready in %s; Ctrl-C stops it.\n".formatted(sinceStart()));
    return text.toString();
  }

  private static String sinceStart() {
    long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
