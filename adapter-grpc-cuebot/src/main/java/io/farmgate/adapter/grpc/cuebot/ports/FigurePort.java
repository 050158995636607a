package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.port.Figures;
import io.farmgate.opencue.wire.cue.CueGetSystemStatsRequest;
import io.farmgate.opencue.wire.cue.CueGetSystemStatsResponse;
import io.farmgate.opencue.wire.cue.SystemStats;

/** What a Cuebot has done since it was started. */
final class FigurePort implements Figures {
  private final FarmCalls calls;

  FigurePort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public Since start() {
    SystemStats stats =
        calls
            .call(
                "cue.CueInterface/GetSystemStats",
                CueGetSystemStatsRequest.getDefaultInstance(),
                CueGetSystemStatsResponse.parser())
            .getStats();
    return new Since(stats.getBookedProcs(), stats.getUnbookedProcs(), stats.getBookingErrors());
  }
}
