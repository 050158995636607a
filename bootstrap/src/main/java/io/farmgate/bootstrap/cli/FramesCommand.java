package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists frames of a job. */
@Command(
    name = "frames",
    mixinStandardHelpOptions = true,
    description = "Lists a job's frames, in the order of their layers.")
final class FramesCommand extends ListCommand {
  @Parameters(paramLabel = "JOB", description = "The job's name or id.")
  private String job = "";

  @Mixin private FrameFlags frames = new FrameFlags();

  FramesCommand(CliContext context) {
    super(context, "frames");
  }

  @Override
  String path() {
    return frames.query().after("/api/job/" + Text.encoded(job) + "/frame");
  }

  @Override
  Table table() {
    return new Table("FRAME", "STATE", "DONE", "EXIT", "RETRIES", "TIME", "MEMORY", "HOST", "ID");
  }

  @Override
  void addTo(Table table, JsonNode frame) {
    int signal = frame.path("exitSignal").asInt();
    int status = frame.path("exitStatus").asInt(-1);
    table.row(
        frame.path("name").asText(),
        frame.path("state").asText(),
        frame.has("progress") ? frame.path("progress").asInt() + "%" : "",
        signal > 0 ? "signal " + signal : status < 0 ? "" : Integer.toString(status),
        frame.path("retries").asText(),
        Words.time(frame, Instant.now()),
        Words.megabytes(frame.path("maxMemory")),
        frame.path("host").asText(),
        frame.path("id").asText());
  }
}
