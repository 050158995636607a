package io.farmgate.bootstrap.config;

import io.farmgate.adapter.embedded.FrameSettings;
import io.farmgate.adapter.grpc.cuebot.CuebotConnection;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.http.edge.EdgeConfig.Caps;
import io.farmgate.adapter.http.edge.TlsFiles;
import io.farmgate.adapter.webhooks.WebhookTargets;
import io.farmgate.domain.AddressRange;
import io.farmgate.domain.Caller.Role;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that an operator decides, checked. Built once, by {@link Configuration#read}.
 *
 * @param home the state folder; absolute; it may not exist yet
 * @param cuebot the farm behind the gateway; absent for the embedded one
 * @param callTimeout how long a farm may take to answer
 * @param requestsPerSecond how many each caller has; 0 for any number
 * @param management where metrics and health are; absent for nowhere
 * @param strict whose unknown keys are refused
 * @param grpc the gRPC port; absent where it is off
 * @param contract what is added to the contract that is compiled in
 * @param http how the main port treats its clients
 * @param keepAlive how links to a Cuebot are kept alive
 * @param openReads names of APIs whose reads need no token
 * @param logFormat how a line of the log is written
 * @param webhooks whom webhooks may call; absent where there are none
 * @param rebootCommand a line for a shell that reboots this machine; absent: nobody may ask for
 *     that
 * @param frames how the embedded farm runs frames
 */
public record GatewayConfig(
    Path home,
    Listen listen,
    Tokens tokens,
    Optional<Cuebot> cuebot,
    Duration callTimeout,
    int requestsPerSecond,
    Optional<Management> management,
    Strict strict,
    LogLevel logLevel,
    Optional<Grpc> grpc,
    Contract contract,
    Http http,
    KeepAlive keepAlive,
    Set<String> openReads,
    LogFormat logFormat,
    Optional<WebhookTargets> webhooks,
    Optional<String> rebootCommand,
    FrameSettings frames) {

  public GatewayConfig {
    openReads = Set.copyOf(openReads);
  }

  /** A caller may ask for more time than {@link #callTimeout}, up to this unless that is longer. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

  /** Returns how long a call may take, whatever its caller says. */
  public Duration longestCall() {
    return callTimeout.compareTo(LONGEST_CALL) > 0 ? callTimeout : LONGEST_CALL;
  }

  /** Returns the folder under which the embedded farm's frames log. */
  public Path frameLogs() {
    return home.resolve("logs");
  }

  /**
   * The main port.
   *
   * @param corsOrigins origins that browsers may call from, or "*"; empty for none
   * @param shutdownTimeout how long calls in flight may take to finish
   */
  public record Listen(
      InetSocketAddress address, Set<String> corsOrigins, Duration shutdownTimeout) {
    public Listen {
      corsOrigins = Set.copyOf(corsOrigins);
    }
  }

  /**
   * How the main port treats its clients.
   *
   * @param requestTimeout how long a client may take to send a request, and how long it may take
   *     nothing of an answer
   * @param caps of connections, and of calls on each, also on the gRPC port
   * @param corsHeaders names of the request headers that web pages may send
   * @param tls the certificate; absent for HTTP without TLS
   */
  public record Http(
      Duration requestTimeout, Caps caps, List<String> corsHeaders, Optional<TlsFiles> tls) {
    public Http {
      corsHeaders = List.copyOf(corsHeaders);
    }
  }

  /**
   * How links to a Cuebot are kept alive.
   *
   * @param time how long a link is silent before it is pinged; 5 minutes or more, because a Cuebot
   *     ends links that ping more often
   * @param timeout how long the answer to a ping may take before the link counts as dead
   */
  public record KeepAlive(Duration time, Duration timeout) {}

  /**
   * The port for whoever runs the gateway.
   *
   * @param address port 0 picks a free one
   */
  public record Management(InetSocketAddress address) {}

  /**
   * Who is let in.
   *
   * @param rejectStatus the HTTP status for a token that fails: 403 or 401
   * @param insecureDev whether secrets that everybody knows are let through, on loopback only
   */
  public record Tokens(SecretSource secret, int rejectStatus, boolean insecureDev) {}

  /**
   * OpenCue's server.
   *
   * @param endpoints {@code host:port} of one Cuebot or several of one farm
   * @param maxReceiveBytes the largest answer that is accepted
   * @param answerBudgetBytes how much large answers may take together; at least one of the largest
   * @param guards those that are on
   * @param keepReads how long an answer to a read may be given again; 0 for never
   * @param connection how the connections are made
   * @param logRoots folders under which frame logs may be read; absolute
   */
  public record Cuebot(
      List<String> endpoints,
      int maxReceiveBytes,
      long answerBudgetBytes,
      Set<Guard> guards,
      Duration keepReads,
      CuebotConnection connection,
      List<Path> logRoots) {
    public Cuebot {
      logRoots = List.copyOf(logRoots);
      endpoints = List.copyOf(endpoints);
      guards = Set.copyOf(guards);
    }
  }

  /**
   * Whose unknown keys in a body are refused.
   *
   * @param everyone whether it is so for all callers
   * @param callers subjects of tokens; an asterisk stands for any characters
   */
  public record Strict(boolean everyone, List<String> callers) {
    public Strict {
      callers = List.copyOf(callers);
    }
  }

  /**
   * The gRPC port.
   *
   * @param trustedPeers from where clients may call without a token; empty for nowhere
   * @param trustedRole what those may do
   */
  public record Grpc(InetSocketAddress address, List<AddressRange> trustedPeers, Role trustedRole) {
    public Grpc {
      trustedPeers = List.copyOf(trustedPeers);
    }
  }

  /**
   * What an operator adds to OpenCue's contract. The files are read when the gateway starts.
   *
   * @param descriptorSet newer services, methods and types
   * @param methodPolicy what the newer methods do
   * @param openMethods closed services and methods that shall be open to admins
   */
  public record Contract(
      Optional<Path> descriptorSet, Optional<Path> methodPolicy, Set<String> openMethods) {
    public Contract {
      openMethods = Set.copyOf(openMethods);
    }
  }

  /** How a line of the log is written. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /** How much is logged. */
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
