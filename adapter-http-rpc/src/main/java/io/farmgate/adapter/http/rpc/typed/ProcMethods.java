package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.opencue.wire.host.ProcGetFrameRequest;
import io.farmgate.opencue.wire.host.ProcGetFrameResponse;
import io.farmgate.opencue.wire.host.ProcGetHostRequest;
import io.farmgate.opencue.wire.host.ProcGetHostResponse;
import io.farmgate.opencue.wire.host.ProcGetJobRequest;
import io.farmgate.opencue.wire.host.ProcGetJobResponse;
import io.farmgate.opencue.wire.host.ProcGetLayerRequest;
import io.farmgate.opencue.wire.host.ProcGetLayerResponse;
import io.farmgate.opencue.wire.host.ProcGetProcsRequest;
import io.farmgate.opencue.wire.host.ProcGetProcsResponse;
import io.farmgate.opencue.wire.host.ProcKillRequest;
import io.farmgate.opencue.wire.host.ProcKillResponse;
import io.farmgate.opencue.wire.host.ProcSearchCriteria;
import io.farmgate.opencue.wire.host.ProcSeq;
import io.farmgate.opencue.wire.host.ProcUnbookRequest;
import io.farmgate.opencue.wire.host.ProcUnbookResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code host.ProcInterface}. */
final class ProcMethods {
  private static final String SERVICE = "host.ProcInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;

  ProcMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  void addTo(MethodTable table) {
    table.add(
        SERVICE + "GetProcs",
        ProcGetProcsRequest.getDefaultInstance(),
        ProcGetProcsResponse.class,
        (call, request) ->
            ProcGetProcsResponse.newBuilder().setProcs(wire(select(call, request.getR()))).build());
    table.add(
        SERVICE + "Kill",
        ProcKillRequest.getDefaultInstance(),
        ProcKillResponse.class,
        (call, request) -> {
          ProcId id = Wire.id("proc.id", request.getProc().getId(), ProcId::new);
          control.killProc(call.caller(), call.farm(), id, Wire.reason(call, "killed"));
          return ProcKillResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Unbook",
        ProcUnbookRequest.getDefaultInstance(),
        ProcUnbookResponse.class,
        (call, request) -> {
          ProcId id = Wire.id("proc.id", request.getProc().getId(), ProcId::new);
          control.unbookProc(call.caller(), call.farm(), id);
          if (request.getKill()) {
            control.killProc(call.caller(), call.farm(), id, Wire.reason(call, "unbooked"));
          }
          return ProcUnbookResponse.getDefaultInstance();
        });
    addParts(table);
  }

  private void addParts(MethodTable table) {
    table.add(
        SERVICE + "GetJob",
        ProcGetJobRequest.getDefaultInstance(),
        ProcGetJobResponse.class,
        (call, request) ->
            ProcGetJobResponse.newBuilder()
                .setJob(
                    JobMethods.wire(
                        browse.job(
                            call.caller(), call.farm(), proc(call, request.getProc()).jobId())))
                .build());
    table.add(
        SERVICE + "GetLayer",
        ProcGetLayerRequest.getDefaultInstance(),
        ProcGetLayerResponse.class,
        (call, request) ->
            ProcGetLayerResponse.newBuilder()
                .setLayer(
                    LayerMethods.wire(
                        browse.layer(
                            call.caller(),
                            call.farm(),
                            proc(call, request.getProc())
                                .layerId()
                                .orElseThrow(
                                    () -> Wire.unsupported(call, "tell the layer of a proc")))))
                .build());
    table.add(
        SERVICE + "GetFrame",
        ProcGetFrameRequest.getDefaultInstance(),
        ProcGetFrameResponse.class,
        (call, request) ->
            ProcGetFrameResponse.newBuilder()
                .setFrame(
                    FrameMethods.wire(
                        browse.frame(
                            call.caller(),
                            call.farm(),
                            proc(call, request.getProc())
                                .frameId()
                                .orElseThrow(
                                    () -> Wire.unsupported(call, "tell the frame of a proc")))))
                .build());
    table.add(
        SERVICE + "GetHost",
        ProcGetHostRequest.getDefaultInstance(),
        ProcGetHostResponse.class,
        (call, request) ->
            ProcGetHostResponse.newBuilder()
                .setHost(
                    HostMethods.wire(
                        browse.host(
                            call.caller(), call.farm(), proc(call, request.getProc()).hostId())))
                .build());
  }

  private Proc proc(Invocation call, io.farmgate.opencue.wire.host.Proc proc) {
    return browse.proc(call.caller(), call.farm(), Wire.id("proc.id", proc.getId(), ProcId::new));
  }

  private Stream<Proc> select(Invocation call, ProcSearchCriteria r) {
    if (r.getMemoryRangeCount() > 0
        || r.getDurationRangeCount() > 0
        || r.getMemoryGreaterThanCount() > 0
        || r.getMemoryLessThanCount() > 0
        || r.getAllocsCount() > 0) {
      throw Wire.unsupported(call, "narrow procs by memory, duration or allocation");
    }
    Stream<Proc> procs =
        browse.procs(call.caller(), call.farm()).stream()
            .filter(proc -> within(r.getHostsList(), proc.hostName()))
            .filter(proc -> within(r.getJobsList(), proc.jobName()))
            .filter(proc -> within(r.getLayersList(), layerName(proc)))
            .filter(proc -> within(r.getShowsList(), proc.show()))
            .skip(Math.max(0, r.getFirstResult()));
    // The contract makes a list of this number; only its first one means anything.
    return r.getMaxResultsCount() == 0 || r.getMaxResults(0) <= 0
        ? procs
        : procs.limit(r.getMaxResults(0));
  }

  private static boolean within(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static String layerName(Proc proc) {
    // A frame's name is its number, which may have a sign, a dash, and its layer's name.
    return proc.frameName().substring(proc.frameName().indexOf('-', 1) + 1);
  }

  static ProcSeq wire(Stream<Proc> procs) {
    return ProcSeq.newBuilder().addAllProcs(procs.map(ProcMethods::wire).toList()).build();
  }

  static io.farmgate.opencue.wire.host.Proc wire(Proc proc) {
    return io.farmgate.opencue.wire.host.Proc.newBuilder()
        .setId(proc.id().value())
        .setName(
            String.format(
                Locale.ROOT, "%s/%.2f/0", proc.hostName(), proc.cores().hundredths() / 100.0))
        .setShowName(proc.show())
        .setJobName(proc.jobName())
        .setFrameName(proc.frameName())
        .setGroupName(proc.group())
        .setBookedTime(Wire.seconds(proc.startTime()))
        .setDispatchTime(Wire.seconds(proc.startTime()))
        .setReservedMemory(Wire.kilobytes(proc.reservedMemoryBytes()))
        .setUsedMemory(Wire.kilobytes(proc.usedMemoryBytes()))
        .setReservedCores(proc.cores().asFloat())
        .setUnbooked(proc.unbooked())
        .setLogPath(proc.logPath())
        .addAllServices(proc.services())
        .build();
  }
}
