package io.farmgate.bootstrap.cli;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how jobs come along. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how jobs come along, until all are finished or have only dead frames left.",
      "Ends with 0 where all have succeeded, with 12 otherwise. A gateway that is away for some"
          + " minutes is waited for."
    })
final class WatchCommand extends FarmCommand {
  @Parameters(paramLabel = "JOB", arity = "1..*", description = "Names or ids of jobs.")
  private List<String> jobs = List.of();

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description = "How long to wait between two looks; 2 by default.")
  private int seconds = (int) Watch.INTERVAL.toSeconds();

  WatchCommand(CliContext context) {
    super(context);
  }

  @Override
  int run(GatewayClient gateway) {
    if (seconds < 1 || seconds > 3600) {
      throw new CliException(
          CliExit.USAGE, "--interval: " + seconds + " (expected: 1 to 3600 seconds)");
    }
    return watched(new Watch(context(), gateway, Duration.ofSeconds(seconds)), jobs);
  }
}
