package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.farmgate.adapter.http.resource.opencue.CheckedRelay;
import io.farmgate.bootstrap.ProjectRoot;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial works as it is printed: its shell, its Python client and its web page are run. */
final class TutorialIT {
  private static final long PATIENCE_SECONDS = 180;

  @TempDir private Path folder;

  private Tutorial tutorial;
  private Installation installation;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    tutorial = Tutorial.read(ProjectRoot.path().resolve("docs/tutorial.md"));
    installation = Installation.in(folder);
    home = folder.resolve("home");
    tutorial.writeTo(installation.root());
  }

  @Test
  void tutorialShouldHaveTheTenSteps() {
    assertThat(tutorial.headings())
        .hasSize(10)
        .satisfies(headings ->
            IntStream.range(0, 10)
                .forEach(i -> assertThat(headings.get(i)).startsWith("Step " + (i + 1) + ": ")));
    assertThat(tutorial.files()).containsOnlyKeys("hello.xml", "farm_client.py", "dashboard.html");
  }

  @Test
  void codeBlocksShouldRunAsTheyStand() throws IOException, InterruptedException {
    assumeTools("bash", "curl", "python3");
    try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of());
        CheckedRelay relay = new CheckedRelay(gateway.url())) {
      String printed = run(relay.url(), "bash", "tutorial.sh");

      assertThat(printed)
          .contains("without a token: 401")
          .contains("20 frames")
          .contains("is dead")
          .contains("the job is done")
          .contains("demo_show-sh010-artist1_hello_python is PAUSED")
          .contains("succeeded: 20")
          .contains("as expected: there is no job 'no-such-job'")
          .contains("line 1, column")
          .contains("/flat/job.JobInterface/GetJobs")
          .containsIgnoringCase("x-farmgate-ignored: r.showz")
          .contains("the role viewer");
      assertThat(relay.seen()).contains("GET /api/show/demo_show/job");
      assertThat(relay.problems()).isEmpty();
    }
  }

  @Test
  void webPageShouldListAndResumeJobs() throws IOException, InterruptedException {
    assumeTools("node");
    Path browser = installation.root().resolve("browser.mjs");
    try (InputStream script =
        Objects.requireNonNull(TutorialIT.class.getResourceAsStream("/tutorial/browser.mjs"))) {
      Files.copy(script, browser);
    }
    try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of())) {
      String token = operatorToken();
      assertThat(
              gateway.call(token, "job.JobInterface/LaunchSpecAndWait", pausedJob()).statusCode())
          .isEqualTo(200);

      String page =
          run(
              gateway.url(),
              "node",
              browser.toString(),
              "dashboard.html",
              gateway.url() + "/flat",
              token,
              "artist1_for_the_page");

      assertThat(page).contains("demo_show-sh010-artist1_for_the_page", "of 1 frames");
    }
  }

  private static String pausedJob() {
    return """
    {"spec": "<spec><facility>local</facility><show>demo_show</show><shot>sh010</shot>\
    <user>artist1</user><job name='for_the_page'><paused>true</paused><layers>\
    <layer name='render' type='Render'><cmd>true</cmd><range>1</range></layer>\
    </layers></job></spec>"}\
    """;
  }

  private String operatorToken() throws IOException, InterruptedException {
    Process process =
        installation.start(
            Map.of("FARMGATE_HOME", home.toString()),
            folder.resolve("token.err").toFile(),
            "token",
            "--subject",
            "artist1",
            "--ttl",
            "1h");
    String token =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return token;
  }

  private String run(String url, String... command) throws IOException, InterruptedException {
    File output = folder.resolve("output").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(installation.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().put("OPENCUE_REST_GATEWAY_URL", url + "/flat");
    builder.environment().put("FARMGATE_HOME", home.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output.toPath());
    assertThat(ended).as("ended; it printed: %s", printed).isTrue();
    assertThat(process.exitValue()).as("exit status; it printed: %s", printed).isZero();
    return printed;
  }

  /** Skips where a tool is not there, except in continuous integration, where it must be. */
  private static void assumeTools(String... tools) {
    if (System.getenv("CI") != null) {
      return;
    }
    List<Path> path =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)).map(Path::of).toList();
    for (String tool : tools) {
      assumeThat(path.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(tool))))
          .as("%s is on the PATH", tool)
          .isTrue();
    }
  }
}
