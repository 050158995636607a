package io.farmgate.bootstrap;

import io.farmgate.adapter.auth.HmacTokens;
import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.Durations;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Mints a token that the gateway with the same configuration accepts. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints a token for the gateway's callers.",
      "It works without a running gateway; both need the same secret, that is the same state folder"
          + " or the same JWT_SECRET."
    })
final class TokenCommand implements Callable<Integer> {
  /** Longer ones are passwords in all but name. */
  private static final Duration LONGEST = Duration.ofDays(366);

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "NAME",
      converter = SubjectConverter.class,
      description = "Whom the token speaks for: a person or a program.")
  private String subject = "";

  @Option(
      names = "--ttl",
      required = true,
      paramLabel = "TIME",
      converter = TtlConverter.class,
      description = "How long it is good for: 30m, 8h, 7d; 366d at most.")
  private Duration ttl = Duration.ZERO;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      converter = RoleConverter.class,
      description =
          "What its holder may do: viewer (reads), operator (also changes jobs, layers, frames and"
              + " hosts; the default) or admin (everything).")
  private Role role = Role.OPERATOR;

  @Mixin private ConfigFlags flags = new ConfigFlags();

  private final Surroundings surroundings;

  TokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Configuration configuration = flags.read(surroundings, Map.of());
    configuration.warnings().forEach(warning -> surroundings.err().println(warning));
    HmacTokens tokens =
        Secrets.tokens(configuration.gateway().tokens().secret(), surroundings.clock());
    surroundings.out().println(tokens.issue(new Caller(subject, role), ttl));
    return ExitCode.OK;
  }

  /** Reads a name. */
  static final class SubjectConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.isBlank()) {
        throw new TypeConversionException("'" + text + "' (expected: a name)");
      }
      return text;
    }
  }

  /** Reads a lifetime. */
  static final class TtlConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Optional<Duration> ttl =
          Durations.parse(text).filter(time -> time.isPositive() && time.compareTo(LONGEST) <= 0);
      return ttl.orElseThrow(() ->
          new TypeConversionException("'" + text + "' (expected: 1s to 366d, for example 8h)"));
    }
  }

  /** Reads a role, in whatever case. */
  static final class RoleConverter implements ITypeConverter<Role> {
    @Override
    public Role convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "viewer" -> Role.VIEWER;
        case "operator" -> Role.OPERATOR;
        case "admin" -> Role.ADMIN;
        default ->
            throw new TypeConversionException(
                "'" + text + "' (expected: viewer, operator or admin)");
      };
    }
  }
}
