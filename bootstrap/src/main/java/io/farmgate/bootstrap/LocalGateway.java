package io.farmgate.bootstrap;

import io.farmgate.bootstrap.cli.CliContext;
import io.farmgate.bootstrap.cli.FarmCommands;
import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.SecretSource;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the commands for people know of the gateway that this machine's settings describe. */
final class LocalGateway {
  /** Long enough to watch a job overnight; the token is in this process only. */
  private static final Duration TOKEN_TIME = Duration.ofHours(24);

  private LocalGateway() {}

  static List<Object> commands(Surroundings surroundings) {
    return FarmCommands.all(
        new CliContext(
            surroundings.environment(),
            surroundings.out(),
            surroundings.err(),
            surroundings.in(),
            surroundings.terminal(),
            () -> url(configuration(surroundings)),
            subject -> token(surroundings, configuration(surroundings), subject)));
  }

  private static Configuration configuration(Surroundings surroundings) {
    return new ConfigFlags().read(surroundings, Map.of());
  }

  private static String url(Configuration configuration) {
    String scheme = configuration.gateway().http().tls().isPresent() ? "https" : "http";
    return scheme + "://127.0.0.1:" + configuration.gateway().listen().address().getPort();
  }

  /** Whoever can read the secret can make any token, so this gives nobody more than they have. */
  private static Optional<String> token(
      Surroundings surroundings, Configuration configuration, String subject) {
    SecretSource source = configuration.gateway().tokens().secret();
    boolean there =
        switch (source) {
          case SecretSource.Given given -> true;
          // Never made here: a gateway does that when it starts.
          case SecretSource.Kept kept -> Files.isReadable(kept.file());
        };
    return there
        ? Optional.of(
            Secrets.tokens(source, surroundings.clock())
                .issue(new Caller(subject, Role.OPERATOR), TOKEN_TIME))
        : Optional.empty();
  }
}
