package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** A command that lists things of one kind. */
abstract class ListCommand extends FarmCommand {
  private final String member;

  /**
   * Creates one.
   *
   * @param member what the gateway calls the list
   */
  ListCommand(CliContext context, String member) {
    super(context);
    this.member = member;
  }

  abstract String path();

  abstract Table table();

  abstract void addTo(Table table, JsonNode thing);

  @Override
  final int run(GatewayClient gateway) {
    if (wantsJson()) {
      // One document, however many pages there are.
      ArrayNode all = GatewayClient.JSON.createArrayNode();
      gateway.pages(path(), page -> page.path(member).forEach(all::add));
      print(all);
      return CliExit.OK;
    }
    Table table = table();
    gateway.pages(path(), page -> page.path(member).forEach(thing -> addTo(table, thing)));
    table.print(out());
    return CliExit.OK;
  }

  /** Makes the query of those parameters that have values. */
  static final class Query {
    private final List<String> parts = new ArrayList<>();

    Query with(String name, List<String> values) {
      if (!values.isEmpty()) {
        parts.add(name + "=" + Text.encoded(values));
      }
      return this;
    }

    String after(String path) {
      return parts.isEmpty() ? path : path + "?" + String.join("&", parts);
    }
  }
}
