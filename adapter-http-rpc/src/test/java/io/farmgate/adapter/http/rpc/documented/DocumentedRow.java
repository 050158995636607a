package io.farmgate.adapter.http.rpc.documented;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.rpc.documented.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One documented call and what its answer must show; see {@code rows.txt}.
 *
 * @param id as in the table, such as {@code R14}
 */
public record DocumentedRow(
    String id, String call, String shows, String before, String after, String afterShows) {
  private static final Pattern EXPECTED =
      Pattern.compile("(?:(standard|flat|cuebot|other):)?(/[^=#\\s]*|\\{\\}|!)(?:([=#]?)(\\S+))?");
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  /** In which form answers are wanted, and what kind of farm gives them. */
  public enum Farm {
    CUEBOT,
    OTHER
  }

  /** Returns all rows, in order. */
  public static List<DocumentedRow> all() {
    try (InputStream rows = DocumentedRow.class.getResourceAsStream("rows.txt")) {
      String text = new String(Objects.requireNonNull(rows).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(DocumentedRow::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DocumentedRow of(String line) {
    List<String> cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    assertThat(cells).as(line).hasSize(6);
    return new DocumentedRow(
        cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5));
  }

  /** Returns the name that the row's document gives to the show. */
  public String show() {
    return id.startsWith("T") ? "demo_show" : "myshow";
  }

  /** Makes the row's call in the reference's form, or in the tutorial's, and judges the answer. */
  public void check(DocumentedWorld world, boolean flat, Farm farm) {
    if (!before.isEmpty()) {
      assertThat(post(world, before, false).status()).as(before).isEqualTo(200);
    }
    Answer answer = post(world, call, flat);
    assertThat(answer.ignored()).as("keys ignored of %s", call).isEmpty();
    judge(world, shows, answer, flat, farm);
    if (!after.isEmpty()) {
      // What is killed takes a moment to be gone.
      long end = System.nanoTime() + PATIENCE;
      while (!isRight(world, flat, farm) && System.nanoTime() < end) {
        world.client().letTimePass();
      }
      judge(world, afterShows, post(world, after, flat), flat, farm);
    }
  }

  private boolean isRight(DocumentedWorld world, boolean flat, Farm farm) {
    try {
      judge(world, afterShows, post(world, after, flat), flat, farm);
      return true;
    } catch (AssertionError notYet) {
      return false;
    }
  }

  private static Answer post(DocumentedWorld world, String call, boolean flat) {
    int blank = call.indexOf(' ');
    return world
        .client()
        .post(
            (flat ? "flat/" : "") + call.substring(0, blank),
            world.filled(call.substring(blank + 1)));
  }

  private static void judge(
      DocumentedWorld world, String shows, Answer answer, boolean flat, Farm farm) {
    int judged = 0;
    for (String expected : shows.split(" ", -1)) {
      Matcher matcher = EXPECTED.matcher(expected);
      assertThat(matcher.matches()).as(expected).isTrue();
      String only = matcher.group(1);
      boolean counts =
          only == null
              || only.equals(flat ? "flat" : "standard")
              || only.equals(farm.name().toLowerCase(Locale.ROOT));
      if (counts) {
        judge(world, matcher, answer, flat);
        judged++;
      }
    }
    assertThat(judged).as("judgements of %s", answer).isPositive();
  }

  private static void judge(DocumentedWorld world, Matcher expected, Answer answer, boolean flat) {
    String pointer = expected.group(2);
    if (pointer.equals("!")) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(Integer.parseInt(expected.group(4)));
      JsonNode refusal = DocumentedWorld.tree(answer.body());
      assertThat(refusal.path("error").asText()).as(answer.body()).isNotEmpty();
      assertThat(refusal.path("message").asText()).as(answer.body()).isNotEmpty();
      return;
    }
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    if (pointer.equals("{}")) {
      assertThat(answer.body()).isEqualTo("{}");
      return;
    }
    String place = flat ? flat(pointer) : pointer;
    JsonNode found = DocumentedWorld.tree(answer.body()).at(place);
    assertThat(found.isMissingNode()).as("%s is missing in %s", place, answer.body()).isFalse();
    String how = Objects.requireNonNullElse(expected.group(3), "");
    if (how.equals("#")) {
      assertThat(found).as(place).hasSize(Integer.parseInt(expected.group(4)));
    } else if (how.equals("=")) {
      String wanted = world.filled(expected.group(4));
      assertThat(found.asText()).as("%s in %s", place, answer.body()).isEqualTo(wanted);
    }
  }

  /** Turns {@code /jobs/jobs/0/jobStats/deadFrames} into {@code /jobs/0/stats/dead_frames}. */
  private static String flat(String pointer) {
    String bare = pointer.replaceFirst("^/(\\w+)/\\1(?=/|$)", "/$1").replace("/jobStats", "/stats");
    return CAPITAL
        .matcher(bare)
        .replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return id + " " + call.substring(0, call.indexOf(' '));
  }
}
