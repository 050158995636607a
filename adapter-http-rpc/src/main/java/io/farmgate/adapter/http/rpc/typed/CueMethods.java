package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseWork;
import io.farmgate.domain.port.Figures;
import io.farmgate.opencue.wire.cue.CueGetSystemStatsRequest;
import io.farmgate.opencue.wire.cue.CueGetSystemStatsResponse;
import io.farmgate.opencue.wire.cue.SystemStats;

/**
 * {@code cue.CueInterface}. Most of its figures are of a Cuebot's thread pools, which other farms
 * do not have: these are 0.
 */
final class CueMethods {
  private final BrowseWork browse;

  CueMethods(BrowseFarm browse) {
    this.browse = browse.work();
  }

  void addTo(MethodTable table) {
    table.add(
        "cue.CueInterface/GetSystemStats",
        CueGetSystemStatsRequest.getDefaultInstance(),
        CueGetSystemStatsResponse.class,
        (call, request) -> {
          Figures.Since figures = browse.figures(call.caller(), call.farm());
          return CueGetSystemStatsResponse.newBuilder()
              .setStats(
                  SystemStats.newBuilder()
                      .setBookedProcs(figures.bookedProcs())
                      .setUnbookedProcs(figures.unbookedProcs())
                      .setBookingErrors(figures.bookingErrors()))
              .build();
        });
  }
}
