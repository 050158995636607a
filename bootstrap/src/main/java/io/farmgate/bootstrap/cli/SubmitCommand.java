package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Launches jobs. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Launches the jobs of a file: all of them, or none.",
      "The file is a job specification of OpenCue's (XML), or YAML with the members that POST"
          + " /api/job takes; docs/cli.md has an example. '-' reads standard input."
    })
final class SubmitCommand extends FarmCommand {
  private static final int MAX_CHARS = 64 << 20;

  @Parameters(paramLabel = "FILE", description = "What to launch.")
  private String file = "";

  @Option(names = "--watch", description = "Watch the jobs until they are finished.")
  private boolean watch;

  SubmitCommand(CliContext context) {
    super(context);
  }

  @Override
  int run(GatewayClient gateway) {
    String text = text();
    JsonNode jobs =
        text.stripLeading().startsWith("<") ? ofXml(gateway, text) : ofYaml(gateway, text);
    List<String> ids = new ArrayList<>();
    for (JsonNode job : jobs) {
      ids.add(job.path("id").asText());
      if (!wantsJson()) {
        out()
            .println(
                Text.printable(job.path("name").asText())
                    + " was launched: "
                    + Text.count(job.path("totalFrames").asLong(), "frame")
                    + ", id "
                    + Text.printable(job.path("id").asText()));
      }
    }
    out().flush();
    if (watch) {
      return watched(new Watch(context(), gateway, Watch.INTERVAL), ids);
    }
    if (wantsJson()) {
      print(jobs);
    }
    return CliExit.OK;
  }

  private static JsonNode ofXml(GatewayClient gateway, String spec) {
    ObjectNode body = GatewayClient.JSON.createObjectNode().put("spec", spec);
    JsonNode launched =
        gateway.send("POST", "/job.JobInterface/LaunchSpecAndWait", body).path("jobs").path("jobs");
    // The same members as of jobs that YAML has launched.
    ArrayNode jobs = GatewayClient.JSON.createArrayNode();
    launched.forEach(
        job -> jobs.add(gateway.get("/api/job/" + Text.encoded(job.path("id").asText()))));
    return jobs;
  }

  private JsonNode ofYaml(GatewayClient gateway, String text) {
    Object document;
    try {
      document =
          new Load(LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(false).build())
              .loadFromString(text);
    } catch (YamlEngineException e) {
      throw new CliException(
          CliExit.USAGE, file + " is neither XML nor YAML: " + e.getMessage(), e);
    }
    JsonNode body = GatewayClient.JSON.valueToTree(document);
    if (!body.isObject()) {
      throw new CliException(
          CliExit.USAGE, file + ": not a submission (expected: show, shot and jobs)");
    }
    return gateway.send("POST", "/api/job", body).path("jobs");
  }

  private String text() {
    try {
      return file.equals("-") ? read(context().in()) : Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new CliException(CliExit.USAGE, file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new CliException(CliExit.USAGE, file + ": not a text in UTF-8", e);
    } catch (IOException e) {
      throw new CliException(CliExit.USAGE, file + ": cannot be read", e);
    }
  }

  private static String read(Reader in) throws IOException {
    StringWriter all = new StringWriter();
    char[] buffer = new char[8192];
    int count = in.read(buffer);
    while (count >= 0 && all.getBuffer().length() < MAX_CHARS) {
      all.write(buffer, 0, count);
      count = in.read(buffer);
    }
    return all.toString();
  }
}
