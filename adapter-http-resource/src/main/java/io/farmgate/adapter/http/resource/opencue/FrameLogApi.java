package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.HttpApi;
import io.farmgate.adapter.http.edge.Route;
import io.farmgate.adapter.http.edge.RouteLabel;
import io.farmgate.application.CallRecorder;
import io.farmgate.application.Farms;
import io.farmgate.application.ReadLogs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Logs of frames as text: {@code [/farms/NAME]/api/frame/{frame_id}/log}, as {@code opencue.json}
 * beside this class says. An API of its own beside {@link OpenCueResourceApi}, because nothing of
 * what that does with JSON holds for a stream of text. It always takes a token, also where other
 * reads are open: a log may hold anything. Thread-safe.
 */
public final class FrameLogApi implements HttpApi {
  static final String OPERATION = "getFrameLog";
  static final Template TEMPLATE = Template.of("/api/frame/{frame_id}/log");
  static final Set<String> VERBS = Set.of("GET", "HEAD", "OPTIONS");

  private final Farms farms;
  private final ReadLogs logs;
  private final CallRecorder recorder;
  private final Pace pace;

  /**
   * How a log is followed.
   *
   * @param look how long to wait before it is looked at again; up to ten times as long where
   *     nothing comes
   * @param silence after how long without a byte an answer ends: a client that has left is seen
   *     only when something is sent to it
   */
  public record Pace(Duration look, Duration silence) {
    /** Ten looks a second, and five minutes. */
    public static final Pace USUAL = new Pace(Duration.ofMillis(100), Duration.ofMinutes(5));
  }

  /**
   * Makes the API.
   *
   * @param recorder told of every log that was opened
   */
  public FrameLogApi(Farms farms, ReadLogs logs, CallRecorder recorder, Pace pace) {
    this.farms = farms;
    this.logs = logs;
    this.recorder = recorder;
    this.pace = pace;
  }

  @Override
  public @Nullable Route route(String path) {
    ResourcePath taken = ResourcePath.of(path);
    Optional<Map<String, String>> found =
        taken == null ? Optional.empty() : TEMPLATE.match(Template.split(taken.rest()));
    if (taken == null || found.isEmpty()) {
      return null;
    }
    String farm = taken.farm();
    String label = farm == null ? farms.byDefault().name() : known(farm);
    return new Route(
        VERBS,
        new FrameLogHandler(
            farms, logs, recorder, pace, farm, found.get().getOrDefault("frame_id", "")),
        new RouteLabel(TEMPLATE.text(), label));
  }

  /** Figures are kept for farms that there are only. */
  private String known(String farm) {
    return farms.has(farm) ? farm : RouteLabel.NONE.farm();
  }

  @Override
  public List<String> near(String path, int most) {
    return List.of();
  }
}
