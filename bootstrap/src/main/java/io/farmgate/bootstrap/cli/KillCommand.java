package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends jobs, or running frames of them. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = {
      "Ends jobs and the processes of their frames.",
      "With --layer, --frames or --state it ends running frames only; they wait anew, and the jobs"
          + " go on."
    })
final class KillCommand extends JobActionCommand {
  @Mixin private FrameFlags frames = new FrameFlags();
  @Mixin private Confirmation confirmation = new Confirmation();

  KillCommand(CliContext context) {
    super(context, "kill");
  }

  @Override
  int run(GatewayClient gateway) {
    String what =
        frames.any() ? "running frames of " : jobs().size() == 1 ? "the job " : "the jobs ";
    if (!confirmation.given(context(), "End " + what + String.join(", ", jobs()) + "?")) {
      return CliExit.NOT_ALL;
    }
    if (!frames.any()) {
      return super.run(gateway);
    }
    for (String job : jobs()) {
      String path = "/api/job/" + Text.encoded(job) + "/frame/kill";
      JsonNode answer = gateway.send("POST", frames.query().after(path), null);
      FrameActionCommand.tell(this, job, answer);
    }
    return CliExit.OK;
  }
}
