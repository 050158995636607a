package io.farmgate.bootstrap.config;

import io.farmgate.adapter.http.edge.EdgeConfig.Caps;
import io.farmgate.adapter.http.edge.EdgeException;
import io.farmgate.adapter.http.edge.TlsFiles;
import io.farmgate.adapter.http.edge.TlsIdentity;
import io.farmgate.bootstrap.config.GatewayConfig.Http;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of {@link Http}. */
final class HttpSettings {
  private static final int MANY = 1_000_000;

  private final SettingsReader reader;

  HttpSettings(SettingsReader reader) {
    this.reader = reader;
  }

  /** Reads all of it; of use only where the reader has no problems then. */
  Http read() {
    return new Http(
        reader.required(
            Setting.HTTP_TIMEOUT,
            text -> SettingTexts.duration(text, Duration.ofSeconds(1), Duration.ofHours(1)),
            Duration.ofSeconds(1)),
        caps(),
        reader.required(Setting.CORS_HEADERS, SettingTexts::headerNames, List.of()),
        tls());
  }

  private Caps caps() {
    int connections =
        reader.required(
            Setting.FARMGATE_MAX_CONNECTIONS, text -> SettingTexts.number(text, 1, MANY), 1);
    int perAddress =
        reader.required(
            Setting.FARMGATE_MAX_CONNECTIONS_PER_ADDRESS,
            text -> SettingTexts.number(text, 0, MANY),
            1);
    int streams =
        reader.required(
            Setting.MAX_CONCURRENT_STREAMS, text -> SettingTexts.number(text, 1, 10_000), 1);
    return new Caps(connections, perAddress == 0 ? MANY : perAddress, streams);
  }

  private Optional<TlsFiles> tls() {
    Optional<Path> certificate =
        reader.optional(Setting.TLS_CERT_FILE, reader.in(Setting.TLS_CERT_FILE));
    Optional<Path> key = reader.optional(Setting.TLS_KEY_FILE, reader.in(Setting.TLS_KEY_FILE));
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      Setting there = key.isEmpty() ? Setting.TLS_CERT_FILE : Setting.TLS_KEY_FILE;
      Setting missing = key.isEmpty() ? Setting.TLS_KEY_FILE : Setting.TLS_CERT_FILE;
      reader
          .problems()
          .add(
              reader.effective(there).label()
                  + ": set without "
                  + missing
                  + " (expected: both, or none of them)");
      return Optional.empty();
    }
    TlsFiles files = new TlsFiles(certificate.get(), key.get());
    try {
      TlsIdentity.load(files.certificate(), files.key()).warnings(Clock.systemUTC()).stream()
          .map(warning -> Setting.TLS_CERT_FILE + ": " + warning)
          .forEach(reader.warnings()::add);
    } catch (EdgeException e) {
      reader.problems().add("TLS_CERT_FILE and TLS_KEY_FILE: " + e.getMessage());
    }
    return Optional.of(files);
  }
}
