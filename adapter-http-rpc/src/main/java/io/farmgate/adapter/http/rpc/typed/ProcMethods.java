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
import io.farmgate.opencue.wire.host.ProcSeq;
import io.farmgate.opencue.wire.host.ProcUnbookRequest;
import io.farmgate.opencue.wire.host.ProcUnbookResponse;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code host.ProcInterface}. */
final class ProcMethods {
  private static final String SERVICE = "host.ProcInterface/";

  private final BrowseFarm browse;
  private final ControlFarm control;
  private final ProcQueries queries;

  ProcMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
    this.queries = new ProcQueries(browse);
  }

  void addTo(MethodTable table) {
    table.add(
        SERVICE + "GetProcs",
        ProcGetProcsRequest.getDefaultInstance(),
        ProcGetProcsResponse.class,
        (call, request) ->
            ProcGetProcsResponse.newBuilder()
                .setProcs(wire(queries.select(call, request.getR())))
                .build());
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

  /** As a Cuebot calls it: its host, and what it has booked there. */
  static String name(Proc proc) {
    return String.format(
        Locale.ROOT, "%s/%.2f/0", proc.hostName(), proc.cores().hundredths() / 100.0);
  }

  static ProcSeq wire(Stream<Proc> procs) {
    return ProcSeq.newBuilder().addAllProcs(procs.map(ProcMethods::wire).toList()).build();
  }

  static io.farmgate.opencue.wire.host.Proc wire(Proc proc) {
    return io.farmgate.opencue.wire.host.Proc.newBuilder()
        .setId(proc.id().value())
        .setName(name(proc))
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
        .setRedirectTarget(proc.redirectTarget().orElse(""))
        .setLogPath(proc.logPath())
        .addAllServices(proc.services())
        .build();
  }
}
