package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Does one thing to frames of a job: to dead ones, unless others are named. */
abstract class FrameActionCommand extends FarmCommand {
  private final String action;

  @Parameters(paramLabel = "JOB", description = "The job's name or id.")
  private String job = "";

  @Mixin private FrameFlags frames = new FrameFlags();
  @Mixin private Confirmation confirmation = new Confirmation();

  FrameActionCommand(CliContext context, String action) {
    super(context);
    this.action = action;
  }

  @Override
  final int run(GatewayClient gateway) {
    // Dead frames lose nothing; of others, what runs is ended and what is done may be done anew.
    if (frames.anyState()
        && !confirmation.given(
            context(), "Frames of " + job + " that are not dead: " + action + "?")) {
      return CliExit.NOT_ALL;
    }
    String path = "/api/job/" + Text.encoded(job) + "/frame/" + action;
    tell(this, job, gateway.send("POST", frames.query("DEAD").after(path), null));
    return CliExit.OK;
  }

  /** Says what was done. */
  static void tell(FarmCommand command, String job, JsonNode answer) {
    if (command.wantsJson()) {
      command.print(answer);
      return;
    }
    command.out().println(Text.printable(job + ": " + answer.path("message").asText()));
  }

  /** Runs frames again. */
  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description =
          "Runs dead frames of a job again; with --state others. Running ones are ended first.")
  static final class Retry extends FrameActionCommand {
    Retry(CliContext context) {
      super(context, "retry");
    }
  }

  /** Gives frames up. */
  @Command(
      name = "eat",
      mixinStandardHelpOptions = true,
      description =
          "Gives dead frames of a job up, so that they count as done; with --state others. Running"
              + " ones are ended first.")
  static final class Eat extends FrameActionCommand {
    Eat(CliContext context) {
      super(context, "eat");
    }
  }
}
