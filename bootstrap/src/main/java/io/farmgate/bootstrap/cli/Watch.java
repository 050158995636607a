package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shows how jobs come along until all are finished. */
final class Watch {
  static final Duration INTERVAL = Duration.ofSeconds(2);

  /** A gateway that restarts overnight ends nobody's watch. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int BAR = 30;

  /** Running frames of a job that are asked how far they are, and of these that are named. */
  private static final int MOST_ASKED = 100;

  private static final int MOST_NAMED = 3;

  private final CliContext context;
  private final GatewayClient gateway;
  private final Duration interval;
  private final List<String> shown = new ArrayList<>();

  /**
   * A job, and what is known of its running frames.
   *
   * @param running of these, those that say how far they are
   */
  record Seen(JsonNode job, List<JsonNode> running) {}

  Watch(CliContext context, GatewayClient gateway, Duration interval) {
    this.context = context;
    this.gateway = gateway;
    this.interval = interval;
  }

  /**
   * Returns how the jobs ended.
   *
   * @param quiet whether nothing is shown until then
   */
  List<JsonNode> until(List<String> jobs, boolean quiet) {
    List<Seen> now = look(jobs, quiet);
    while (true) {
      if (!quiet) {
        show(now);
      }
      if (now.stream().map(Seen::job).allMatch(Watch::isOver)) {
        return now.stream().map(Seen::job).toList();
      }
      pause();
      now = lookInTime(jobs, quiet);
    }
  }

  /** Returns the exit code that says whether all have succeeded. */
  static int exitCode(List<JsonNode> ended) {
    boolean good = ended.stream().allMatch(job -> Words.state(job).equals("SUCCEEDED"));
    return good ? CliExit.OK : CliExit.NOT_ALL;
  }

  private void pause() {
    try {
      Thread.sleep(interval);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(CliExit.NOT_ALL, "interrupted", e);
    }
  }

  /** Looks once more, and waits for a gateway that is away for a while. */
  private List<Seen> lookInTime(List<String> jobs, boolean quiet) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean said = false;
    while (true) {
      try {
        return look(jobs, quiet);
      } catch (CliException e) {
        boolean away = e.exitCode() == CliExit.UNREACHABLE || e.exitCode() == CliExit.UNAVAILABLE;
        if (!away || System.nanoTime() > end) {
          throw e;
        }
        if (!said) {
          said = true;
          context.err().println("Still trying: " + e.getMessage());
          // The bars go on below what was said.
          shown.clear();
        }
        pause();
      }
    }
  }

  private List<Seen> look(List<String> jobs, boolean quiet) {
    return jobs.stream().map(job -> look("/api/job/" + Text.encoded(job), quiet)).toList();
  }

  private Seen look(String path, boolean quiet) {
    JsonNode job = gateway.get(path);
    List<JsonNode> running = new ArrayList<>();
    if (!quiet && job.path("runningFrames").asLong() > 0) {
      gateway
          .get(path + "/frame?state=RUNNING&limit=" + MOST_ASKED)
          .path("frames")
          .forEach(running::add);
    }
    return new Seen(job, running.stream().filter(frame -> frame.has("progress")).toList());
  }

  /** FAILED: only dead frames are left, so nothing happens until somebody acts. */
  private static boolean isOver(JsonNode job) {
    return switch (Words.state(job)) {
      case "SUCCEEDED", "FAILED", "KILLED", "FINISHED" -> true;
      default -> false;
    };
  }

  private void show(List<Seen> jobs) {
    List<String> lines = jobs.stream().map(Watch::line).toList();
    if (context.terminal() && !shown.isEmpty()) {
      // Back to the first line, each of which is cleared before it is written anew.
      context.out().print("\033[" + shown.size() + "A");
    }
    for (int i = 0; i < lines.size(); i++) {
      if (context.terminal()) {
        context.out().println("\r\033[2K" + lines.get(i));
      } else if (shown.isEmpty() || !shown.get(i).equals(lines.get(i))) {
        context.out().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + lines.get(i));
      }
    }
    context.out().flush();
    shown.clear();
    shown.addAll(lines);
  }

  static String line(Seen seen) {
    JsonNode job = seen.job();
    long total = job.path("totalFrames").asLong();
    long done = job.path("doneFrames").asLong();
    // Of a frame that runs, as much counts as is done of it.
    long percents =
        100 * done + seen.running().stream().mapToLong(one -> one.path("progress").asLong()).sum();
    int filled = total == 0 ? 0 : (int) (BAR * percents / (100 * total));
    long dead = job.path("deadFrames").asLong();
    return "[%s%s] %3d%% %d/%d %s, %d running%s%s  %s"
        .formatted(
            "#".repeat(filled),
            "-".repeat(BAR - filled),
            total == 0 ? 0 : percents / total,
            done,
            total,
            Words.state(job),
            job.path("runningFrames").asLong(),
            named(seen.running()),
            dead == 0 ? "" : ", " + dead + " dead",
            Text.printable(job.path("name").asText()));
  }

  private static String named(List<JsonNode> running) {
    if (running.isEmpty()) {
      return "";
    }
    String some =
        running.stream()
            .limit(MOST_NAMED)
            .map(one ->
                Text.printable(one.path("name").asText())
                    + " "
                    + one.path("progress").asInt()
                    + "%")
            .collect(Collectors.joining(", "));
    return " (" + some + (running.size() > MOST_NAMED ? ", ..." : "") + ")";
  }
}
