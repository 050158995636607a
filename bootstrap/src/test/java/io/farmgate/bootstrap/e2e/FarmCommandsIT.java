package io.farmgate.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farmgate.adapter.http.resource.opencue.CheckedRelay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for people, as they are shipped, against a gateway with the embedded farm. */
final class FarmCommandsIT {
  private static final String WORK =
      """
      show: demo_show
      shot: sh1
      user: ann
      jobs:
        - name: good
          layers:
            - {name: comp, range: 1-3, command: "echo made #IFRAME#"}
        - name: bad
          maxRetries: 0
          layers:
            - {name: comp, range: "1", command: "false"}
        - name: long
          layers:
            - {name: comp, range: "1", command: "sleep 600"}
      """;

  @TempDir private Path folder;

  private Installation installation;
  private final Map<String, String> environment = new HashMap<>();

  private record Ran(int code, String out, String err) {}

  private Ran run(String... arguments) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Process process = installation.start(environment, err.toFile(), arguments);
    process.outputWriter().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out, Files.readString(err));
  }

  @Test
  void workShouldBeLaunchedWatchedAndEnded() throws Exception {
    installation = Installation.in(folder);
    Path home = folder.resolve("state");
    Path work = Files.writeString(folder.resolve("work.yaml"), WORK);
    try (RunningGateway gateway = RunningGateway.start(installation, home, Map.of());
        CheckedRelay relay = new CheckedRelay(gateway.url())) {
      environment.put("FARMGATE_URL", relay.url());
      // Its secret can be read here, so no token has to be made.
      environment.put("FARMGATE_HOME", home.toString());

      Ran submitted = run("submit", work.toString());
      assertThat(submitted.code()).as(submitted.err()).isZero();
      assertThat(submitted.out()).contains("demo_show-sh1-ann_good was launched: 3 frames, id ");

      Ran watched = run("watch", "demo_show-sh1-ann_good", "--interval", "1");
      assertThat(watched.code()).as(watched.out() + watched.err()).isZero();
      assertThat(watched.out()).contains("100% 3/3 SUCCEEDED").doesNotContain("\033");
      assertThat(run("watch", "demo_show-sh1-ann_bad", "--interval", "1").code()).isEqualTo(12);

      Ran log = run("log", "demo_show-sh1-ann_good/0002-comp");
      assertThat(log.code()).as(log.err()).isZero();
      assertThat(log.out()).contains("made 2");

      assertThat(run("jobs").out()).containsPattern("JOB +STATE").contains("ann_long", "ann_bad");
      JsonNode jobs = new ObjectMapper().readTree(run("jobs", "--user", "ann", "--json").out());
      assertThat(jobs.findValuesAsText("name")).contains("demo_show-sh1-ann_long");
      assertThat(run("frames", "demo_show-sh1-ann_bad").out())
          .containsPattern("0001-comp +DEAD +1 ");
      assertThat(run("job", "demo_show-sh1-ann_bad").out()).contains("1 dead").contains("comp");
      assertThat(run("hosts").out()).contains("OPEN");

      assertThat(run("eat", "demo_show-sh1-ann_bad").out()).contains("demo_show-sh1-ann_bad: ");
      assertThat(run("pause", "demo_show-sh1-ann_long").code()).isZero();
      assertThat(run("resume", "demo_show-sh1-ann_long").code()).isZero();
      Ran killed = run("kill", "demo_show-sh1-ann_long", "no-such-job");
      assertThat(killed.code()).isEqualTo(12);
      assertThat(killed.out()).contains("demo_show-sh1-ann_long: ");
      assertThat(killed.err()).contains("no-such-job: ");

      assertThat(run("job", "no-such-job").code()).isEqualTo(8);
      Files.writeString(work, "show: demo_show\nshots: typo\n");
      Ran wrong = run("submit", work.toString());
      assertThat(wrong.code()).isEqualTo(9);
      assertThat(wrong.err()).contains("shots").contains("jobs");
      environment.put("FARMGATE_TOKEN", gateway.token());
      Ran forbidden = run("pause", "demo_show-sh1-ann_bad");
      assertThat(forbidden.code()).as("a token that reads only").isIn(7, 12);
      assertThat(forbidden.out() + forbidden.err()).doesNotContain(gateway.token());
      assertThat(relay.seen()).hasSizeGreaterThan(10);
      assertThat(relay.problems()).isEmpty();
    }
    environment.remove("FARMGATE_TOKEN");
    Ran nobody = run("jobs");
    assertThat(nobody.code()).isEqualTo(6);
    assertThat(nobody.err()).contains("no gateway answers at http://127.0.0.1:");
  }
}
