package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.domain.Host;
import io.farmgate.domain.Proc;
import io.farmgate.opencue.wire.host.NestedHost;
import io.farmgate.opencue.wire.host.NestedHostSeq;
import io.farmgate.opencue.wire.host.NestedProc;
import io.farmgate.opencue.wire.host.NestedProcSeq;
import java.util.List;

/** All hosts, with what runs on each. */
final class HostWhiteboard {
  private HostWhiteboard() {}

  static NestedHostSeq of(List<Host> hosts, List<Proc> procs) {
    NestedHostSeq.Builder all = NestedHostSeq.newBuilder();
    for (Host host : hosts) {
      NestedProcSeq.Builder here = NestedProcSeq.newBuilder();
      procs.stream()
          .filter(proc -> proc.hostId().equals(host.id()))
          .map(HostWhiteboard::nested)
          .forEach(here::addNestedProcs);
      all.addNestedHosts(nested(HostMethods.wire(host)).setProcs(here));
    }
    return all.build();
  }

  private static NestedHost.Builder nested(io.farmgate.opencue.wire.host.Host host) {
    return NestedHost.newBuilder()
        .setId(host.getId())
        .setName(host.getName())
        .setAllocName(host.getAllocName())
        .setNimbyEnabled(host.getNimbyEnabled())
        .setHasComment(host.getHasComment())
        .setCores(host.getCores())
        .setIdleCores(host.getIdleCores())
        .setMemory(host.getMemory())
        .setIdleMemory(host.getIdleMemory())
        .setGpuMemory(host.getGpuMemory())
        .setIdleGpuMemory(host.getIdleGpuMemory())
        .setTotalSwap(host.getTotalSwap())
        .setTotalMemory(host.getTotalMemory())
        .setTotalGpuMemory(host.getTotalGpuMemory())
        .setTotalMcp(host.getTotalMcp())
        .setFreeSwap(host.getFreeSwap())
        .setFreeMemory(host.getFreeMemory())
        .setFreeMcp(host.getFreeMcp())
        .setFreeGpuMemory(host.getFreeGpuMemory())
        .setLoad(host.getLoad())
        .setBootTime(host.getBootTime())
        .setPingTime(host.getPingTime())
        .setOs(host.getOs())
        .addAllTags(host.getTagsList())
        .setState(host.getState())
        .setLockState(host.getLockState())
        .setThreadMode(host.getThreadMode())
        .setGpus(host.getGpus())
        .setIdleGpus(host.getIdleGpus());
  }

  private static NestedProc nested(Proc proc) {
    io.farmgate.opencue.wire.host.Proc wire = ProcMethods.wire(proc);
    return NestedProc.newBuilder()
        .setId(wire.getId())
        .setName(wire.getName())
        .setShowName(wire.getShowName())
        .setJobName(wire.getJobName())
        .setFrameName(wire.getFrameName())
        .setGroupName(wire.getGroupName())
        .setBookedTime(wire.getBookedTime())
        .setDispatchTime(wire.getDispatchTime())
        .setReservedMemory(wire.getReservedMemory())
        .setUsedMemory(wire.getUsedMemory())
        .setReservedCores(wire.getReservedCores())
        .setUnbooked(wire.getUnbooked())
        .setLogPath(wire.getLogPath())
        .setRedirectTarget(wire.getRedirectTarget())
        .addAllServices(wire.getServicesList())
        .build();
  }
}
