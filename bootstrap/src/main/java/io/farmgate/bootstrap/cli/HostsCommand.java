package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists hosts. */
@Command(name = "hosts", mixinStandardHelpOptions = true, description = "Lists hosts by name.")
final class HostsCommand extends ListCommand {
  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description = "Only in these states: UP, DOWN, REPAIR.")
  private List<String> states = List.of();

  HostsCommand(CliContext context) {
    super(context, "hosts");
  }

  @Override
  String path() {
    return new Query().with("state", Words.upper(states)).after("/api/host");
  }

  @Override
  Table table() {
    return new Table("HOST", "STATE", "LOCK", "CORES", "IDLE", "MEMORY", "IDLE MEMORY", "LOAD");
  }

  @Override
  void addTo(Table table, JsonNode host) {
    table.row(
        host.path("name").asText(),
        Words.state(host),
        host.path("lock").asText(),
        host.path("totalCores").asText(),
        host.path("idleCores").asText(),
        Words.megabytes(host.path("totalMemory")),
        Words.megabytes(host.path("idleMemory")),
        host.path("load").asText() + "%");
  }
}
