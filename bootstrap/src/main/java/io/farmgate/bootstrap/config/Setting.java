package io.farmgate.bootstrap.config;

import io.farmgate.adapter.http.edge.EdgeConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be set, each by an environment variable of its name and by a key in the configuration
 * file. The names without "FARMGATE_" are those that OpenCue's gateway documents.
 */
public enum Setting {
  FARMGATE_CONFIG("", "a readable YAML file with settings"),
  FARMGATE_HOME("~/.farmgate", "a folder for state, secrets and frame logs"),
  FARMGATE_BIND("127.0.0.1", "an address of this machine, for example 127.0.0.1 or 0.0.0.0"),
  REST_PORT("8448", "a port number from 0 to 65535, 0 for any free one"),
  JWT_SECRET("", "the secret that tokens are signed with, 32 bytes or more"),
  JWT_SECRET_FILE("", "a readable file that holds the secret that tokens are signed with"),
  JWT_REJECT_STATUS("403", "403 as OpenCue's documents say, or 401 as RFC 6750 says"),
  CUEBOT_ENDPOINT(
      "", "host:port of a Cuebot, or several of one farm with commas: cuebot.example.com:8443"),
  CUEBOT_TLS("false", "true or false: whether a Cuebot is spoken to over TLS"),
  CUEBOT_TLS_CA_FILE(
      "", "a readable PEM file of the certificates to trust; unset for those that the JDK trusts"),
  CUEBOT_TLS_CERT_FILE(
      "", "a readable PEM file of the gateway's certificate, with CUEBOT_TLS_KEY_FILE"),
  CUEBOT_TLS_KEY_FILE(
      "", "a readable PEM file of its key, PKCS#8 without a password, with CUEBOT_TLS_CERT_FILE"),
  CUEBOT_TLS_SERVER_NAME("", "the name in the other side's certificate: cuebot.example.com"),
  GRPC_MAX_RECV_MSG_MB("256", "the largest answer of a Cuebot in MB, from 1 to 1024"),
  FARMGATE_ANSWER_BUDGET_MB(
      "",
      "how many MB large answers may take together, from GRPC_MAX_RECV_MSG_MB to 1048576; or unset"
          + " for a quarter of the largest heap, but GRPC_MAX_RECV_MSG_MB at least"),
  FARMGATE_GUARDS_OFF(
      "",
      "guards against Cuebot's faults, with commas: lanes, checks, errors, retries, breaker, limit,"
          + " sharing"),
  FARMGATE_READ_CACHE(
      "0s", "how long an answer to a read may be given again, from 0s for never to 10s"),
  FARMGATE_LOG_ROOTS(
      "", "folders of an OpenCue farm's frame logs, absolute, with commas, for example /shots"),
  FARMGATE_HOST_REBOOT_COMMAND(
      "", "a line for /bin/sh that reboots this machine, for example sudo -n systemctl reboot"),
  FARMGATE_FRAME_MEMORY_LIMIT(
      "", "how many times what it has reserved a frame may hold, from 1 to 1000; unset for any"),
  FARMGATE_FRAME_UMASK("", "three or four octal digits, as in 022; unset for the gateway's own"),
  FARMGATE_FRAME_AFFINITY(
      "false", "true or false: whether a frame is kept to as many processors as it has cores"),
  FARMGATE_FRAME_USER("gateway", "gateway or job: whose user frames of the embedded farm run as"),
  GRPC_TIMEOUT("30s", "how long a farm may take to answer, from 1ms to 1h, for example 30s"),
  GRPC_PORT("", "a port number from 0 to 65535, 0 for any free one; unset, gRPC is off"),
  GRPC_TRUSTED_PEERS(
      "", "addresses or ranges of addresses, with commas, for example 192.0.2.7,198.51.100.0/24"),
  GRPC_TRUSTED_ROLE("viewer", "viewer, operator or admin"),
  OPENCUE_DESCRIPTOR_SET(
      "", "a readable file that protoc --include_imports --descriptor_set_out=FILE wrote"),
  OPENCUE_METHOD_POLICY("", "a readable text file of rows as in methods.tsv"),
  FARMGATE_OPEN_METHODS(
      "",
      "closed services or methods, with commas: report.RqdReportInterface or"
          + " package.Service/Method"),
  FARMGATE_OPEN_READS(
      "", "APIs whose reads need no token, with commas; there is one: opencue-resource"),
  FARMGATE_WEBHOOK_TARGETS(
      "",
      "hosts and ranges of addresses that webhooks may call, with commas:"
          + " hooks.example.com,*.example.org:8443,192.0.2.0/24"),
  CORS_ORIGINS("", "origins of web pages, with commas, for example https://farm.example.com; or *"),
  CORS_ALLOWED_ORIGINS("", "the same as CORS_ORIGINS"),
  CORS_HEADERS(String.join(",", EdgeConfig.CORS_HEADERS), "names of request headers, with commas"),
  TLS_CERT_FILE("", "a readable PEM file with a certificate and those that lead to its root"),
  TLS_KEY_FILE("", "a readable PEM file with the certificate's key (PKCS#8, not encrypted)"),
  HTTP_TIMEOUT("60s", "how long a client may take to send a request, from 1s to 1h"),
  MAX_CONCURRENT_STREAMS("128", "how many calls one connection may have at once, from 1 to 10000"),
  KEEPALIVE_TIME("6m", "how long a link to a Cuebot is silent before it is pinged, from 5m to 24h"),
  KEEPALIVE_TIMEOUT("20s", "how long a Cuebot may take to answer a ping, from 1s to 10m"),
  FARMGATE_MAX_CONNECTIONS("4096", "how many HTTP connections may be open, from 1 to 1000000"),
  FARMGATE_MAX_CONNECTIONS_PER_ADDRESS(
      "256", "how many HTTP connections one address may have open, from 1 to 1000000; 0 for any"),
  RATE_LIMIT_RPS("100", "how many requests a second each caller has, from 1 to 1000000; 0 for any"),
  FARMGATE_MANAGEMENT_BIND(
      "127.0.0.1", "an address of this machine for /metrics and /health, which need no token"),
  FARMGATE_MANAGEMENT_PORT(
      "",
      "a port number from 0 to 65535 for /metrics and /health, 0 for any free one; off for none;"
          + " or unset for the port after REST_PORT"),
  FARMGATE_STRICT("false", "true or false: whether unknown keys in a body are refused"),
  FARMGATE_STRICT_CALLERS(
      "",
      "subjects of tokens whose unknown keys are refused, with commas, for example ci,pipeline*"),
  SHUTDOWN_TIMEOUT("30s", "how long calls in flight may take to finish, from 0s to 1h"),
  LOG_LEVEL("info", "trace, debug, info, warn or error"),
  FARMGATE_LOG_FORMAT("text", "text or json");

  private final String byDefault;
  private final String expected;

  Setting(String byDefault, String expected) {
    this.byDefault = byDefault;
    this.expected = expected;
  }

  /** Returns the value where nobody sets one; absent where it is then unset. */
  public Optional<String> byDefault() {
    return byDefault.isEmpty() ? Optional.empty() : Optional.of(byDefault);
  }

  /** Returns what a value has to be, for messages and for help. */
  public String expected() {
    return expected;
  }

  /** Tells whether the value is shown to nobody. */
  public boolean secret() {
    return this == JWT_SECRET;
  }

  /** Returns its name in the configuration file: {@code bind}, {@code rest_port}. */
  public String key() {
    String lower = name().toLowerCase(Locale.ROOT);
    return lower.startsWith("farmgate_") ? lower.substring("farmgate_".length()) : lower;
  }

  /** Tells whether it holds several values with commas, which may be a list in a file. */
  public boolean list() {
    return List.of(
            CUEBOT_ENDPOINT,
            FARMGATE_GUARDS_OFF,
            FARMGATE_LOG_ROOTS,
            GRPC_TRUSTED_PEERS,
            FARMGATE_OPEN_METHODS,
            FARMGATE_OPEN_READS,
            FARMGATE_WEBHOOK_TARGETS,
            CORS_ORIGINS,
            CORS_ALLOWED_ORIGINS,
            CORS_HEADERS,
            FARMGATE_STRICT_CALLERS)
        .contains(this);
  }

  /** Keeps control characters from a terminal. */
  static String printable(String value) {
    StringBuilder text = new StringBuilder();
    value
        .codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            text.append(String.format(Locale.ROOT, "\\u%04x", c));
            return;
          }
          text.appendCodePoint(c);
        });
    return text.toString();
  }
}
