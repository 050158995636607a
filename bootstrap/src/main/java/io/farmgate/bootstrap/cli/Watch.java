package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Shows how jobs come along until all are finished. */
final class Watch {
  static final Duration INTERVAL = Duration.ofSeconds(2);

  /** A gateway that restarts overnight ends nobody's watch. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int BAR = 30;

  private final CliContext context;
  private final GatewayClient gateway;
  private final Duration interval;
  private final List<String> shown = new ArrayList<>();

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
    List<JsonNode> now = look(jobs);
    while (true) {
      if (!quiet) {
        show(now);
      }
      if (now.stream().allMatch(Watch::isOver)) {
        return now;
      }
      pause();
      now = lookInTime(jobs);
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
  private List<JsonNode> lookInTime(List<String> jobs) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean said = false;
    while (true) {
      try {
        return look(jobs);
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

  private List<JsonNode> look(List<String> jobs) {
    return jobs.stream().map(job -> gateway.get("/api/job/" + Text.encoded(job))).toList();
  }

  /** FAILED: only dead frames are left, so nothing happens until somebody acts. */
  private static boolean isOver(JsonNode job) {
    return switch (Words.state(job)) {
      case "SUCCEEDED", "FAILED", "KILLED", "FINISHED" -> true;
      default -> false;
    };
  }

  private void show(List<JsonNode> jobs) {
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

  static String line(JsonNode job) {
    long total = job.path("totalFrames").asLong();
    long done = job.path("doneFrames").asLong();
    int filled = total == 0 ? 0 : (int) (BAR * done / total);
    long dead = job.path("deadFrames").asLong();
    return "[%s%s] %3d%% %d/%d %s, %d running%s  %s"
        .formatted(
            "#".repeat(filled),
            "-".repeat(BAR - filled),
            total == 0 ? 0 : 100 * done / total,
            done,
            total,
            Words.state(job),
            job.path("runningFrames").asLong(),
            dead == 0 ? "" : ", " + dead + " dead",
            Text.printable(job.path("name").asText()));
  }
}
