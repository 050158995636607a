package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.FrameEnds.End;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a frame's log says of its run before the command's own words and after them. */
final class RunTexts {
  private RunTexts() {}

  static List<String> header(RunOrder order, String command, Instant now) {
    return List.of(
        FrameLog.line("command", command),
        FrameLog.line("job", order.jobName()),
        FrameLog.line("jobId", order.jobKey()),
        FrameLog.line("layer", order.layerName()),
        FrameLog.line("frameId", order.frameKey()),
        FrameLog.line("host", HostStore.hostName()),
        FrameLog.line("cores", order.cores() / 100.0),
        FrameLog.line("memory", order.memory() / 1024 + " KB"),
        FrameLog.line("start", FrameLog.time(now)));
  }

  /**
   * Says how a run ended.
   *
   * @param time how long it went on
   */
  static List<String> footer(End end, Duration time, Instant now) {
    List<String> footer = new ArrayList<>();
    footer.add(FrameLog.line("end", FrameLog.time(now)));
    switch (end) {
      case End.Exited exited -> {
        footer.add(FrameLog.line("time", time.toMillis() / 1000.0 + " s"));
        footer.add(FrameLog.line("exitStatus", exited.toldStatus()));
        footer.add(FrameLog.line("exitSignal", exited.signal()));
        footer.add(FrameLog.line("maxrss", exited.peakRssBytes() / 1024 + " KB"));
        exited.ending().ifPresent(why -> footer.add(FrameLog.line("cause", why.text())));
      }
      case End.Lost _ -> footer.add("ended before the command was run");
    }
    return footer;
  }

  /** Says that nobody was there to see how it ended. */
  static List<String> lost(Instant now) {
    return List.of(
        FrameLog.line("end", FrameLog.time(now)),
        FrameLog.line(
            "cause", "lost: the gateway was gone before the run was over; what was left is ended"));
  }
}
