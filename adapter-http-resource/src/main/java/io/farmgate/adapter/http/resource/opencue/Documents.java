package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.DocumentHandler;
import io.farmgate.adapter.http.edge.Route;
import io.farmgate.adapter.http.edge.RouteLabel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The contract at {@code /openapi/opencue.json}, and at {@code /docs} a page that shows it. The
 * page needs no token and tells nothing of a farm; it asks for the contract with the token that a
 * person gives it. Everything that it loads is in the jar.
 */
final class Documents {
  static final String CONTRACT = "/openapi/opencue.json";
  static final String PAGE = "/docs";

  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final String VIEWER = "META-INF/resources/webjars/swagger-ui/";
  private static final String VIEWER_VERSION =
      "META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** The viewer sets styles by code only, so that none have to be allowed in the text. */
  private static final Map<String, String> PAGE_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private final Map<String, Route> routes = new LinkedHashMap<>();

  Documents(boolean openReads) {
    routes.put(
        CONTRACT,
        new Route(
            READS,
            DocumentHandler.ofJson(() -> resource("opencue.json")),
            new RouteLabel(CONTRACT, RouteLabel.NONE.farm()),
            openReads ? READS : Set.of()));
    page("", "text/html; charset=utf-8", () -> resource("docs/page.html"));
    page("/page.css", "text/css; charset=utf-8", () -> resource("docs/page.css"));
    page("/page.js", "text/javascript; charset=utf-8", () -> resource("docs/page.js"));
    page("/swagger-ui.css", "text/css; charset=utf-8", () -> viewer("swagger-ui.css"));
    page(
        "/swagger-ui-bundle.js",
        "text/javascript; charset=utf-8",
        () -> viewer("swagger-ui-bundle.js"));
  }

  private void page(String name, String contentType, Supplier<byte[]> text) {
    routes.put(
        PAGE + name,
        new Route(
            READS,
            new DocumentHandler(contentType, PAGE_HEADERS, text),
            new RouteLabel(PAGE, RouteLabel.NONE.farm()),
            READS));
  }

  /** Returns what serves a path, or null. */
  @Nullable Route route(String path) {
    return routes.get(path);
  }

  /** Tells whether a path is among these, or looks as if it were. */
  boolean near(String path) {
    return path.equals(CONTRACT) || path.equals(PAGE) || path.startsWith(PAGE + "/");
  }

  /** Returns the contract's text. */
  static byte[] contract() {
    return resource("opencue.json");
  }

  private static byte[] resource(String name) {
    return read(Documents.class.getResourceAsStream(name), name);
  }

  private static byte[] viewer(String name) {
    ClassLoader loader = Documents.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(VIEWER_VERSION)) {
      Properties about = new Properties();
      about.load(there(in, VIEWER_VERSION));
      String path = VIEWER + about.getProperty("version") + "/" + name;
      return read(loader.getResourceAsStream(path), path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(@Nullable InputStream resource, String name) {
    try (InputStream in = there(resource, name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream there(@Nullable InputStream in, String name) {
    if (in == null) {
      throw new IllegalStateException(name + " is not in the jar");
    }
    return in;
  }
}
