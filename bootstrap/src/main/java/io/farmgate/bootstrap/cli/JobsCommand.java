package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = "Lists jobs, highest priority first, then oldest first.")
final class JobsCommand extends ListCommand {
  @Option(names = "--show", split = ",", paramLabel = "SHOW", description = "Only of these shows.")
  private List<String> shows = List.of();

  @Option(names = "--shot", split = ",", paramLabel = "SHOT", description = "Only of these shots.")
  private List<String> shots = List.of();

  @Option(names = "--user", split = ",", paramLabel = "USER", description = "Only of these users.")
  private List<String> users = List.of();

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description = "Only in these states: PENDING, RUNNING, PAUSED, FINISHED.")
  private List<String> states = List.of();

  JobsCommand(CliContext context) {
    super(context, "jobs");
  }

  @Override
  String path() {
    return new Query()
        .with("show", shows)
        .with("shot", shots)
        .with("user", users)
        .with("state", Words.upper(states))
        .after("/api/job");
  }

  @Override
  Table table() {
    return new Table("JOB", "STATE", "PRIORITY", "DONE", "FRAMES", "RUNNING", "DEAD", "USER");
  }

  @Override
  void addTo(Table table, JsonNode job) {
    table.row(
        job.path("name").asText(),
        Words.state(job),
        job.path("priority").asText(),
        job.path("doneFrames").asText(),
        job.path("totalFrames").asText(),
        job.path("runningFrames").asText(),
        job.path("deadFrames").asText(),
        job.path("user").asText());
  }
}
