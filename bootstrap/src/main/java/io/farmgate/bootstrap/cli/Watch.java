package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows how jobs come along until all are finished. */
final class Watch {
  static final Duration INTERVAL = Duration.ofSeconds(2);

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

  /** Returns the exit code that says how they ended. */
  int until(List<String> jobs) {
    List<JsonNode> now = look(jobs);
    show(now);
    while (!now.stream().allMatch(Watch::isOver)) {
      try {
        Thread.sleep(interval);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return CliExit.NOT_ALL;
      }
      now = look(jobs);
      show(now);
    }
    boolean good = now.stream().allMatch(job -> Words.state(job).equals("SUCCEEDED"));
    return good ? CliExit.OK : CliExit.NOT_ALL;
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
        context
            .out()
            .println(
                Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                    + " "
                    + lines.get(i));
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
