package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have that talk to a gateway. */
abstract class FarmCommand implements Callable<Integer> {
  @Mixin private GatewayFlags flags = new GatewayFlags();

  @Option(names = "--json", description = "Print what the gateway answers, as JSON, for scripts.")
  private boolean json;

  private final CliContext context;

  FarmCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public final Integer call() {
    try (GatewayClient gateway = flags.connect(context)) {
      return run(gateway);
    } finally {
      context.out().flush();
    }
  }

  /** Does it and returns the exit code. */
  abstract int run(GatewayClient gateway);

  final CliContext context() {
    return context;
  }

  final PrintWriter out() {
    return context.out();
  }

  final PrintWriter err() {
    return context.err();
  }

  final boolean wantsJson() {
    return json;
  }

  /** Watches jobs to their end, and prints only how they ended where JSON is wanted. */
  final int watched(Watch watch, List<String> jobs) {
    List<JsonNode> ended = watch.until(jobs, json);
    if (json) {
      print(GatewayClient.JSON.valueToTree(ended));
    }
    return Watch.exitCode(ended);
  }

  final void print(JsonNode answer) {
    out().println(answer.toPrettyString());
  }
}
