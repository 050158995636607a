package io.farmgate.adapter.http.rpc.dialect;

import java.util.List;
import java.util.Map;

/** The documented dialect's tables, for those who describe it and not for those who serve it. */
public final class DocumentedTable {
  private DocumentedTable() {}

  /**
   * One documented call.
   *
   * @param path the documented {@code package.Service/Method}, its service already the contract's
   * @param target the contract's method that is called, or the one that the answer looks like
   * @param always whether the documented meaning counts for every body
   * @param composed whether it is more than the target under other names: several calls, values
   *     looked up, keys that mean no field
   */
  public record Row(
      String path, String target, boolean always, List<Alias> keys, boolean composed) {}

  /**
   * A documented key.
   *
   * @param from where the documents have it
   * @param to where the contract has it, in the names of the .proto files
   */
  public record Alias(String from, String to, Takes takes) {}

  /** What a documented key's value may be. */
  public enum Takes {
    /** What the contract's field takes. */
    VALUE,
    /** A name, or an object with a {@code name}. */
    NAME,
    /** One or a list of {@link #NAME}. */
    NAMES,
    /** One or a list of what the contract's field takes. */
    LIST
  }

  /** Returns the rows, in the table's order. */
  public static List<Row> rows() {
    return DocumentedCalls.ROWS.stream().map(DocumentedTable::row).toList();
  }

  /** Returns the contract's name of each service that the documents name otherwise. */
  public static Map<String, String> services() {
    return DocumentedCalls.SERVICES;
  }

  private static Row row(DocumentedCall call) {
    return new Row(
        call.path(),
        call.target(),
        call.when() == DocumentedCall.When.ALWAYS,
        call.keys().stream()
            .map(key -> new Alias(key.from(), key.to(), takes(key.form())))
            .toList(),
        call.recipe().isPresent());
  }

  private static Takes takes(KeyAlias.Form form) {
    return switch (form) {
      case VALUE -> Takes.VALUE;
      case NAME -> Takes.NAME;
      case NAMES -> Takes.NAMES;
      case LIST -> Takes.LIST;
    };
  }
}
