package io.farmgate.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.bootstrap.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No test takes an answer of the resource API that is not held to the document: what calls it does
 * so with the client, or through the relay, that do that.
 */
final class CheckedAnswersTest {
  private static final Path ROOT = ProjectRoot.path();

  /** All that these call is the resource API. */
  private static final Set<String> MODULES = Set.of("adapter-http-resource", "client-check");

  /** Its paths are its own, whatever they are called. */
  private static final String EDGE = "adapter-http-edge";

  /** The client itself, and who reads events off a socket as slowly as it likes. */
  private static final Set<String> BY_THEMSELVES =
      Set.of("CheckedClient.java", "EventClient.java", "ManyListenersTest.java");

  /** Whatever opens a connection, and what runs a script or a command that does. */
  private static final Pattern CONNECTS =
      Pattern.compile(
          "\\bHttpClient\\.|\\bnew Socket\\(|\\bSocketChannel\\.open|\\.openConnection\\("
              + "|\\.openStream\\(|\\bcurl -|\"tutorial\\.sh\"|\\bnew ApiClient\\(|\\bfetch\\("
              + "|\"FARMGATE_URL\", (gateway|relay)");

  private static final Pattern CALLS =
      Pattern.compile("\"[^\"\\n]*/api\\b|resource-api\\.md|\"FARMGATE_URL\", (gateway|relay)");

  /** The fixture of the generated clients has a relay in it. */
  private static final Pattern CHECKS =
      Pattern.compile("\\bnew (CheckedClient|CheckedRelay|ServedFarm)\\(");

  @Test
  void whoCallsTheApiShouldHoldItsAnswersToTheDocument() throws IOException {
    Set<String> calling = new TreeSet<>();
    Set<String> unchecked = new TreeSet<>();
    for (Path file : tests()) {
      String text = Files.readString(file);
      String path = ROOT.relativize(file).toString();
      String name = file.getFileName().toString();
      if (calls(path, text)) {
        calling.add(name);
      }
      if (calls(path, text) && !checks(text) && !BY_THEMSELVES.contains(name)) {
        unchecked.add(path);
      }
    }

    assertThat(unchecked).as("these call the API and hold its answers to nothing").isEmpty();
    assertThat(calling)
        .as("a rule that finds nobody holds nothing")
        .contains("GeneratedClientTest.java", "ResourceGuideIT.java", "TutorialIT.java")
        .contains("OpenCueResourceIT.java", "WebhookIT.java", "FarmCommandsIT.java")
        .containsAll(BY_THEMSELVES);
  }

  @Test
  void whoLooksForItselfShouldDoSo() throws IOException {
    List<Path> files =
        tests().stream()
            .filter(file -> BY_THEMSELVES.contains(file.getFileName().toString()))
            .toList();

    assertThat(files).hasSameSizeAs(BY_THEMSELVES);
    for (Path file : files) {
      assertThat(Files.readString(file))
          .containsPattern("new CheckedEvents|Contract\\.eventProblem|CheckedAnswers\\.require");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bootstrap             | HttpClient.newHttpClient(); get("/api/show")                | true
          bootstrap             | new Socket(h, 1); write("GET /farms/x/api/job HTTP/1.1")    | true
          bootstrap             | HttpClient.newHttpClient(); get("/job.JobInterface/GetJob") | false
          bootstrap             | put("FARMGATE_URL", gateway.url()); run("jobs")              | true
          bootstrap             | new CheckedClient(); get("/api/show")                       | false
          bootstrap             | new CheckedClient(HttpClient.newHttpClient()); "/api/show"  | false
          adapter-http-resource | HttpClient.newHttpClient(); get(path)                       | true
          adapter-http-resource | new Gateway(farm); get("/api/show")                         | false
          client-check          | new ApiClient()                                             | true
          client-check          | new ServedFarm(); new ApiClient()                           | false
          adapter-http-edge     | HttpClient.newHttpClient(); get("/api/show")                | false
          """)
  void aClientThatLooksAtNothingShouldBeFound(String module, String text, boolean found) {
    assertThat(calls(module + "/src/test/java/ATest.java", text) && !checks(text)).isEqualTo(found);
  }

  private static boolean calls(String path, String text) {
    String module = path.substring(0, path.indexOf('/'));
    boolean whole = MODULES.contains(module);
    return !module.equals(EDGE)
        && (whole || CALLS.matcher(text).find())
        && (CONNECTS.matcher(text).find() || CHECKS.matcher(text).find());
  }

  private static boolean checks(String text) {
    return CHECKS.matcher(text).find();
  }

  private static List<Path> tests() throws IOException {
    List<Path> tests = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(one -> Files.exists(one.resolve("src/test"))).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src/test"))) {
          files
              .filter(file -> file.toString().matches(".*\\.(java|sh|mjs|js|ts|py)"))
              .filter(file -> !file.endsWith("CheckedAnswersTest.java"))
              .forEach(tests::add);
        }
      }
    }
    return tests;
  }
}
