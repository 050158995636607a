package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Does one thing to jobs, each by itself. */
abstract class JobActionCommand extends FarmCommand {
  private final String action;

  @Parameters(paramLabel = "JOB", arity = "1..*", description = "Names or ids of jobs.")
  private List<String> jobs = List.of();

  JobActionCommand(CliContext context, String action) {
    super(context);
    this.action = action;
  }

  final List<String> jobs() {
    return jobs;
  }

  @Override
  int run(GatewayClient gateway) {
    ObjectNode body = GatewayClient.JSON.createObjectNode().put("action", action);
    jobs.forEach(body.putArray("ids")::add);
    JsonNode results = gateway.send("POST", "/api/bulk/job", body).path("results");
    if (wantsJson()) {
      print(results);
    }
    boolean all = true;
    for (JsonNode result : results) {
      boolean done = result.path("success").asBoolean();
      all &= done;
      if (!wantsJson() || !done) {
        (done ? out() : err())
            .println(
                Text.printable(result.path("id").asText())
                    + ": "
                    + Text.printable(result.path("message").asText()));
      }
    }
    return all ? CliExit.OK : CliExit.NOT_ALL;
  }

  /** Holds jobs. */
  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Holds jobs: nothing more of them is started; what runs goes on.")
  static final class Pause extends JobActionCommand {
    Pause(CliContext context) {
      super(context, "pause");
    }
  }

  /** Lets jobs go on. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Lets jobs go on that were held.")
  static final class Resume extends JobActionCommand {
    Resume(CliContext context) {
      super(context, "resume");
    }
  }
}
