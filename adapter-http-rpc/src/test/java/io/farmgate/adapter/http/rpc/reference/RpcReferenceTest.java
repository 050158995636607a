package io.farmgate.adapter.http.rpc.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.rpc.spec.JobSpecXml;
import io.farmgate.opencue.transcode.JsonInputException;
import io.farmgate.opencue.transcode.WireBody;
import io.farmgate.opencue.wire.job.JobLaunchSpecRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/rpc-reference.md is what the code says, and its examples work. */
final class RpcReferenceTest {
  private static final String WRITE = "farmgate.docs.write";
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,3} (.+)$");
  private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?m)^curl .* \"\\$GATEWAY/([^\"]+)\" \\\\\\n  -d '((?:[^']|'\\\\'')*)'$");

  private final Reference reference = References.builtIn();
  private final String document = MarkdownReference.of(reference);

  @Test
  void theCommittedDocumentIsTheGeneratedOne() throws IOException {
    Path file = root().resolve("docs/rpc-reference.md");
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(file, document);
    }

    assertThat(Files.readString(file).equals(document))
        .as(
            "docs/rpc-reference.md is not what the contract and the tables say now. Write it anew:"
                + " mvn test -pl adapter-http-rpc -am -Dtest=RpcReferenceTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D"
                + WRITE
                + "=true")
        .isTrue();
  }

  @Test
  void itIsTheSameHoweverOftenItIsWritten() {
    assertThat(MarkdownReference.of(References.builtIn())).isEqualTo(document);
  }

  @Test
  void whatTheEmbeddedFarmDoesNotServeHasAReason() {
    assertThat(reference.calls())
        .filteredOn(call -> call.reason().isEmpty())
        .extracting(ReferenceCall::onEmbeddedFarm)
        .allMatch(does -> does.equals("serves it") || does.startsWith("501: "));
  }

  @Test
  void everyLinkLeadsToOneHeading() {
    List<String> anchors =
        HEADING.matcher(document).results().map(found -> Markdown.anchor(found.group(1))).toList();

    assertThat(anchors).hasSizeGreaterThan(900).doesNotHaveDuplicates();
    assertThat(LINK.matcher(document).results().map((MatchResult found) -> found.group(1)))
        .isNotEmpty()
        .allMatch(anchors::contains);
  }

  @Test
  void everyCallHasAnExampleThatIsExactlyTheContracts() throws JsonInputException {
    List<String> documented = new ArrayList<>();
    for (ReferenceCall call : reference.calls()) {
      assertThat(document).contains("\n### /" + call.path() + "\n");
      if (!call.isContracts()) {
        documented.add(call.path());
        continue;
      }
      byte[] body = call.example().getBytes(StandardCharsets.UTF_8);
      WireBody wire = call.method().input().read(body, 0, body.length);
      assertThat(wire.ignored()).as(call.path() + " " + call.example()).isEmpty();
      assertThat(examples(call.path())).contains(call.example());
    }
    assertThat(documented).contains("show.ShowInterface/GetShow").hasSizeLessThan(20);
  }

  @Test
  void exampleSpecificationsAreOnesThatTheEmbeddedFarmTakes() throws Exception {
    ReferenceCall launch =
        reference.calls().stream()
            .filter(call -> call.path().equals("job.JobInterface/LaunchSpec"))
            .findFirst()
            .orElseThrow();
    byte[] body = launch.example().getBytes(StandardCharsets.UTF_8);
    byte[] wire = launch.method().input().read(body, 0, body.length).bytes();

    assertThat(JobSpecXml.parse(JobLaunchSpecRequest.parseFrom(wire).getSpec()).jobs()).hasSize(1);
  }

  /** The bodies of a path's examples, as a shell would pass them on. */
  private List<String> examples(String path) {
    return EXAMPLE
        .matcher(document)
        .results()
        .filter(found -> found.group(1).equals(path))
        .map(found -> found.group(2).replace("'\\''", "'"))
        .toList();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("no folder above this one holds ARCHITECTURE.md");
    }
    return folder;
  }
}
