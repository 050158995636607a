package io.farmgate.bootstrap.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Which frames of a job are meant. */
final class FrameFlags {
  @Option(
      names = "--layer",
      split = ",",
      paramLabel = "LAYER",
      description = "Only of these layers.")
  private List<String> layers = List.of();

  @Option(
      names = "--frames",
      paramLabel = "RANGE",
      description = "Only those with these numbers: 7, or 1-10, or 1-100x5.")
  private String range = "";

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description =
          "Only in these states: WAITING, DEPEND, SETUP, RUNNING, CHECKPOINT, SUCCEEDED, DEAD,"
              + " EATEN.")
  private List<String> states = List.of();

  boolean any() {
    return !layers.isEmpty() || !range.isEmpty() || !states.isEmpty();
  }

  boolean anyState() {
    return !states.isEmpty();
  }

  /** The same with a state where none is named. */
  ListCommand.Query query(String otherwise) {
    return query(states.isEmpty() ? List.of(otherwise) : states);
  }

  ListCommand.Query query() {
    return query(states);
  }

  private ListCommand.Query query(List<String> chosen) {
    return new ListCommand.Query()
        .with("layer", layers)
        .with("number", range.isEmpty() ? List.of() : List.of(range.split(",", -1)))
        .with("state", Words.upper(chosen));
  }
}
