package io.farmgate.adapter.http.rpc.reference;

/**
 * Which way JSON goes. What is accepted is wider than what is answered, so every message has two
 * schemas.
 */
enum Direction {
  /** From a client: both spellings of a name, null for not set, numbers as texts too. */
  IN("in."),
  /** To a client: one spelling, every member there, one form of each value. */
  OUT("out.");

  /** What stands before a message's name in the document. */
  private final String prefix;

  Direction(String prefix) {
    this.prefix = prefix;
  }

  /** The name of a message's schema. An enum has one for both ways, under its own name. */
  String component(String fullName) {
    return prefix + fullName;
  }
}
