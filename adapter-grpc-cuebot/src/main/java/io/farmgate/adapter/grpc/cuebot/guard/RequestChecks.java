package io.farmgate.adapter.grpc.cuebot.guard;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.adapter.grpc.cuebot.guard.Tables.Row;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that Cuebot would store, break on or never answer: the reviewed table {@code
 * checks.tsv}, and what holds for every request. It reads wire bytes; a request without fields to
 * look at costs one look-up. Immutable.
 */
public final class RequestChecks {
  private static final String TABLE = "checks.tsv";

  /** Cuebot takes a last check that is not over a minute ago; for others it never answers. */
  private static final long LONGEST_AGO_SECONDS = 60;

  private static final Set<FieldDescriptor.Type> TEXT = EnumSet.of(FieldDescriptor.Type.STRING);

  private static final Set<FieldDescriptor.Type> NUMBERS =
      EnumSet.of(
          FieldDescriptor.Type.FLOAT,
          FieldDescriptor.Type.DOUBLE,
          FieldDescriptor.Type.INT32,
          FieldDescriptor.Type.INT64);

  private final Map<String, Plan> plans;

  private RequestChecks(Map<String, Plan> plans) {
    this.plans = Map.copyOf(plans);
  }

  /** What is checked of a request as a whole, beside its fields. */
  @FunctionalInterface
  private interface WholeRule {
    @Nullable Problem check(byte[] request);
  }

  private record Plan(String request, MessagePlan fields, List<WholeRule> whole) {}

  /**
   * What is wrong with a request.
   *
   * @param kind one word for it, for figures
   */
  public record Refusal(String kind, FarmFailure failure) {}

  /**
   * Joins the table with the messages of a contract.
   *
   * @param clock says how long ago a time is
   * @throws IllegalStateException if rows fit nothing, naming all of them
   */
  public static RequestChecks load(MethodCatalogue catalogue, InstantSource clock) {
    return of(Tables.read(TABLE, 4), catalogue, clock);
  }

  static RequestChecks of(List<Row> rows, MethodCatalogue catalogue, InstantSource clock) {
    Map<String, NumberRule> numbers = new HashMap<>();
    Map<String, TextRule> texts = new HashMap<>();
    Map<String, List<WholeRule>> wholes = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (Row row : rows) {
      try {
        Descriptor message =
            catalogue
                .message(row.cell(0))
                .orElseThrow(() -> new IllegalStateException("no message " + row.cell(0)));
        String rule = row.cell(2);
        switch (rule) {
          case "named" -> add(wholes, message, named(message, row.cell(1)));
          case "recent" -> add(wholes, message, recent(message, row.cell(1), clock));
          case "range", "regex", "amount", "spec" ->
              texts.put(
                  field(message, row.cell(1), TEXT),
                  TextRule.valueOf(rule.toUpperCase(Locale.ROOT)));
          default -> numbers.put(field(message, row.cell(1), NUMBERS), number(rule));
        }
      } catch (IllegalStateException | NumberFormatException bad) {
        problems.add(row.where() + ": " + bad.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems));
    }
    return new RequestChecks(plans(catalogue, new MessagePlan.Rules(numbers, texts), wholes));
  }

  private static Map<String, Plan> plans(
      MethodCatalogue catalogue, MessagePlan.Rules rules, Map<String, List<WholeRule>> wholes) {
    Map<Descriptor, MessagePlan> made = new HashMap<>();
    Map<String, Plan> plans = new HashMap<>();
    for (RpcMethod method : catalogue.all()) {
      String request = method.request().getFullName();
      MessagePlan fields = MessagePlan.of(method.request(), rules, made);
      List<WholeRule> whole = wholes.getOrDefault(request, List.of());
      if (!fields.isEmpty() || !whole.isEmpty()) {
        plans.put(method.fullName(), new Plan(request, fields, whole));
      }
    }
    return plans;
  }

  private static void add(Map<String, List<WholeRule>> wholes, Descriptor message, WholeRule rule) {
    wholes.computeIfAbsent(message.getFullName(), m -> new ArrayList<>()).add(rule);
  }

  private static String field(Descriptor message, String name, Set<FieldDescriptor.Type> types) {
    FieldDescriptor field = message.findFieldByName(name);
    if (field == null) {
      throw new IllegalStateException(message.getFullName() + " has no " + name);
    }
    if (!types.contains(field.getType())) {
      throw new IllegalStateException(field.getFullName() + ": no rule for " + field.getType());
    }
    return field.getFullName();
  }

  private static NumberRule number(String rule) {
    String[] words = rule.split(" ", -1);
    return switch (words[0] + " " + words.length) {
      case "finite 1" -> NumberRule.FINITE;
      case "at-least 2" -> new NumberRule(Double.parseDouble(words[1]), Double.MAX_VALUE);
      case "between 3" ->
          new NumberRule(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
      default -> throw new IllegalStateException("no rule '" + rule + "'");
    };
  }

  private static WholeRule named(Descriptor message, String alternatives) {
    List<FieldPath> paths =
        List.of(alternatives.split("\\|", -1)).stream()
            .map(text -> FieldPath.of(message, text))
            .toList();
    Problem empty =
        new Problem(
            String.join(" and ", paths.stream().map(FieldPath::text).toList()),
            "empty (expected: some text)",
            "name");
    return request ->
        paths.stream().allMatch(path -> path.textIn(request).isBlank()) ? empty : null;
  }

  private static WholeRule recent(Descriptor message, String text, InstantSource clock) {
    FieldPath path = FieldPath.of(message, text);
    return request -> {
      int time = path.numberIn(request);
      long ago = clock.instant().getEpochSecond() - time;
      return ago <= LONGEST_AGO_SECONDS
          ? null
          : new Problem(
              text,
              time
                  + " (expected: a time in seconds since 1970, not over a minute ago; the farm never"
                  + " answers others)",
              "time");
    };
  }

  /** Returns what is wrong with a request; empty where nothing is, or nothing is known of it. */
  public Optional<Refusal> refusal(String method, byte[] request) {
    Plan plan = plans.get(method);
    if (plan == null) {
      return Optional.empty();
    }
    Problem problem = WireScan.problem(request, plan.fields(), plan.request());
    for (WholeRule rule : plan.whole()) {
      if (problem != null) {
        break;
      }
      problem = rule.check(request);
    }
    return problem == null
        ? Optional.empty()
        : Optional.of(new Refusal(problem.kind(), problem.failure()));
  }
}
