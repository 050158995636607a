package io.farmgate.bootstrap.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which gateway a command talks to, and as whom. */
final class GatewayFlags {
  static final String URL = "FARMGATE_URL";
  static final String TOKEN = "FARMGATE_TOKEN";

  private static final Pattern TOKEN_CHARACTERS = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The gateway; goes before "
              + URL
              + ". By default the one of this machine. With /farms/NAME at its end, another farm"
              + " than the gateway's default one.")
  private @Nullable String url;

  // No flag takes the token itself: everybody on the machine can read the arguments of a process.
  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file that holds the token; goes before "
              + TOKEN
              + ". Without either, a gateway of this machine whose secret you can read gets one"
              + " for this command.")
  private @Nullable Path tokenFile;

  /** Opens the way to the gateway. Nothing is sent yet. */
  GatewayClient connect(CliContext context) {
    URI base = base(context);
    boolean loopback = isLoopback(base);
    String token = token(context, loopback);
    if (base.getScheme().equals("http") && !loopback) {
      context
          .err()
          .println(
              "Warning: the token goes to " + base.getHost() + " in plain text (expected: https)");
    }
    return new GatewayClient(base, token);
  }

  private URI base(CliContext context) {
    String given = url != null ? url : context.environment().getOrDefault(URL, "");
    String text = given.isBlank() ? context.localUrl().get() : given.strip();
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new CliException(
        CliExit.USAGE,
        (url != null ? "--url" : URL)
            + ": "
            + Text.printable(text)
            + " (expected: an address like http://farm.example.com:8448)");
  }

  private String token(CliContext context, boolean loopback) {
    if (tokenFile != null) {
      return checked("--token-file", read(tokenFile));
    }
    String given = context.environment().getOrDefault(TOKEN, "");
    if (!given.isBlank()) {
      return checked(TOKEN, given);
    }
    // Never for another machine: it would get a token that is good here.
    Optional<String> own =
        loopback
            ? context.localToken().apply(System.getProperty("user.name", "local"))
            : Optional.empty();
    return own.orElseThrow(() ->
        new CliException(
            CliExit.REFUSED_CALLER,
            "there is no token (expected: one in "
                + TOKEN
                + " or in the file that --token-file names; './farmgate token' on the gateway's"
                + " machine makes them)"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(
          CliExit.USAGE, "--token-file: " + file + " cannot be read (expected: a token)", e);
    }
  }

  /** What is wrong with it is not shown: it may be a token all the same. */
  private static String checked(String where, String text) {
    String token = text.strip();
    token = token.startsWith("Bearer ") ? token.substring("Bearer ".length()).strip() : token;
    if (!TOKEN_CHARACTERS.matcher(token).matches()) {
      throw new CliException(
          CliExit.USAGE,
          where + ": no token (expected: the one line that './farmgate token' prints)");
    }
    return token;
  }

  private static boolean isLoopback(URI base) {
    String host = base.getHost();
    if (host.equals("localhost")) {
      return true;
    }
    // A name may lead elsewhere tomorrow; only numbers count.
    if (!host.matches("[0-9.]+|\\[.*]")) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
