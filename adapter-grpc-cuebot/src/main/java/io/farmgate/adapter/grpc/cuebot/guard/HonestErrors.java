package io.farmgate.adapter.grpc.cuebot.guard;

import io.farmgate.adapter.grpc.cuebot.guard.Tables.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What Cuebot's INTERNAL means: the reviewed table {@code errors.tsv}.
 *
 * <p>Cuebot answers INTERNAL for most of what a client can get wrong, and only its text tells which
 * it is. That is no contract, so the table is short, each row has a text that was heard, and what
 * no row fits stays as it is. Immutable.
 */
public final class HonestErrors {
  private static final String TABLE = "errors.tsv";
  private static final int INTERNAL = 13;

  private final List<Rule> rules;

  private HonestErrors(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * What a text means.
   *
   * @param code the gRPC code
   * @param sentence for the client; empty where Cuebot's own words serve
   */
  public record Meaning(int code, Optional<String> sentence) {}

  /** One row; {@code heard} is a text that it is for. */
  record Rule(String where, Pattern method, Pattern text, Meaning meaning, String heard) {
    boolean fits(String called, String said) {
      return method.matcher(called).matches() && text.matcher(said).find();
    }
  }

  /**
   * Reads the table.
   *
   * @throws IllegalStateException if a row cannot be read or does not fit its own text
   */
  public static HonestErrors load() {
    return of(Tables.read(TABLE, 5));
  }

  static HonestErrors of(List<Row> rows) {
    List<String> problems = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (Row row : rows) {
      try {
        Rule rule = rule(row);
        if (!rule.text().matcher(rule.heard()).find()) {
          problems.add(row.where() + ": the text does not fit what was heard");
        }
        rules.add(rule);
      } catch (PatternSyntaxException | NumberFormatException bad) {
        problems.add(row.where() + ": " + bad.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems));
    }
    return new HonestErrors(rules);
  }

  private static Rule rule(Row row) {
    String method = row.cell(0);
    String sentence = row.cell(3);
    return new Rule(
        row.where(),
        Pattern.compile(method.equals("*") ? ".*" : method),
        Pattern.compile(row.cell(1), Pattern.DOTALL),
        new Meaning(
            Integer.parseInt(row.cell(2)),
            sentence.equals("=") ? Optional.empty() : Optional.of(sentence)),
        row.cell(4));
  }

  /** Returns what Cuebot means; empty where it means what it says. */
  public Optional<Meaning> meaning(String method, int code, String text) {
    return rule(method, code, text).map(Rule::meaning);
  }

  Optional<Rule> rule(String method, int code, String text) {
    return code == INTERNAL
        ? rules.stream().filter(rule -> rule.fits(method, text)).findFirst()
        : Optional.empty();
  }

  List<Rule> rules() {
    return rules;
  }
}
