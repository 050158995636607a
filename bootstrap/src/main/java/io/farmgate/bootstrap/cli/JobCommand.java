package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one job with its layers. */
@Command(name = "job", mixinStandardHelpOptions = true, description = "Shows a job and its layers.")
final class JobCommand extends FarmCommand {
  @Parameters(paramLabel = "JOB", description = "The job's name or id.")
  private String job = "";

  JobCommand(CliContext context) {
    super(context);
  }

  @Override
  int run(GatewayClient gateway) {
    JsonNode found = gateway.get("/api/job/" + Text.encoded(job));
    JsonNode layers = gateway.get("/api/job/" + Text.encoded(job) + "/layer").path("layers");
    if (wantsJson()) {
      print(((ObjectNode) found.deepCopy()).set("layerList", layers));
      return CliExit.OK;
    }
    line("Job", found.path("name").asText());
    line("Id", found.path("id").asText());
    line("State", Words.state(found));
    line(
        "Show, shot, user",
        found.path("show").asText()
            + ", "
            + found.path("shot").asText()
            + ", "
            + found.path("user").asText());
    line("Priority", found.path("priority").asText());
    line(
        "Frames",
        found.path("totalFrames").asText()
            + ": "
            + found.path("doneFrames").asText()
            + " done, "
            + found.path("runningFrames").asText()
            + " running, "
            + found.path("waitingFrames").asText()
            + " waiting, "
            + found.path("deadFrames").asText()
            + " dead");
    line("Time", Words.time(found, Instant.now()));
    line("Logs", found.path("logDirectory").asText());
    out().println();
    Table table =
        new Table("LAYER", "STATE", "DONE", "FRAMES", "RUNNING", "DEAD", "RANGE", "CORES");
    for (JsonNode layer : layers) {
      table.row(
          layer.path("name").asText(),
          layer.path("state").asText(),
          layer.path("doneFrames").asText(),
          layer.path("totalFrames").asText(),
          layer.path("runningFrames").asText(),
          layer.path("deadFrames").asText(),
          layer.path("range").asText(),
          "%.2f".formatted(layer.path("minCores").asInt() / 100.0));
    }
    table.print(out());
    return CliExit.OK;
  }

  private void line(String what, String value) {
    if (!value.isEmpty()) {
      out().printf("%-18s%s%n", what + ":", Text.printable(value));
    }
  }
}
