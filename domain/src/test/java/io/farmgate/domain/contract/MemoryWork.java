package io.farmgate.domain.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The language of {@link InMemoryFarm}: {@code true}, {@code exit N}, {@code once N}, {@code note
 * TEXT}, {@code say TEXT} and {@code until GATE}. Any other command succeeds.
 */
final class MemoryWork implements Work {
  private static final String SAY = "say ";

  private final List<String> notes = new ArrayList<>();
  private final Set<String> open = new HashSet<>();

  @Override
  public String succeed() {
    return "true";
  }

  @Override
  public String fail(int status) {
    return "exit " + status;
  }

  @Override
  public String failOnce(int status) {
    return "once " + status;
  }

  @Override
  public String note(String words) {
    return "note " + words;
  }

  @Override
  public String say(String words) {
    return SAY + words;
  }

  /** Returns what a command writes on its standard output. */
  static String output(String command) {
    return command.startsWith(SAY) ? command.substring(SAY.length()) + "\n" : "";
  }

  @Override
  public String untilOpened(String gate) {
    return "until " + gate;
  }

  @Override
  public synchronized void open(String gate) {
    open.add(gate);
  }

  @Override
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Goes on with a command.
   *
   * @param run which run of its frame this is, from 1
   * @return the exit status once it has ended
   */
  synchronized OptionalInt goOn(String command, int run) {
    int blank = command.indexOf(' ');
    String rest = blank < 0 ? "" : command.substring(blank + 1);
    return switch (blank < 0 ? command : command.substring(0, blank)) {
      case "exit" -> OptionalInt.of(Integer.parseInt(rest));
      case "once" -> OptionalInt.of(run == 1 ? Integer.parseInt(rest) : 0);
      case "until" -> open.contains(rest) ? OptionalInt.of(0) : OptionalInt.empty();
      case "note" -> {
        notes.add(rest);
        yield OptionalInt.of(0);
      }
      default -> OptionalInt.of(0);
    };
  }
}
