package io.farmgate.domain;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Sums over a set of hosts.
 *
 * @param availableCores not booked, on hosts that are up and open
 * @param idleCores not booked, on any host
 * @param runningCores booked
 * @param lockedCores all those of hosts that are locked, by a person or because somebody works
 *     there
 * @param lockedHosts locked by a person
 * @param downHosts hosts that do not answer
 */
public record HostTotals(
    Cores cores,
    Cores availableCores,
    Cores idleCores,
    Cores runningCores,
    Cores lockedCores,
    int gpus,
    int availableGpus,
    int idleGpus,
    int runningGpus,
    int lockedGpus,
    int hosts,
    int lockedHosts,
    int downHosts) {

  /** Adds hosts up. */
  public static HostTotals of(Collection<Host> hosts) {
    Predicate<Host> any = host -> true;
    Predicate<Host> open =
        host ->
            host.hardwareState() == Host.HardwareState.UP
                && host.lockState() == Host.LockState.OPEN;
    Predicate<Host> locked = host -> host.lockState() != Host.LockState.OPEN;
    ToIntFunction<Host> total = host -> host.totalCores().hundredths();
    ToIntFunction<Host> idle = host -> host.idleCores().hundredths();
    int cores = sum(hosts, any, total);
    int idleCores = sum(hosts, any, idle);
    int gpus = sum(hosts, any, Host::totalGpus);
    int idleGpus = sum(hosts, any, Host::idleGpus);
    return new HostTotals(
        new Cores(cores),
        new Cores(sum(hosts, open, idle)),
        new Cores(idleCores),
        new Cores(Math.max(0, cores - idleCores)),
        new Cores(sum(hosts, locked, total)),
        gpus,
        sum(hosts, open, Host::idleGpus),
        idleGpus,
        Math.max(0, gpus - idleGpus),
        sum(hosts, locked, Host::totalGpus),
        hosts.size(),
        sum(hosts, host -> host.lockState() == Host.LockState.LOCKED, host -> 1),
        sum(hosts, host -> host.hardwareState() == Host.HardwareState.DOWN, host -> 1));
  }

  private static int sum(Collection<Host> hosts, Predicate<Host> which, ToIntFunction<Host> what) {
    return hosts.stream().filter(which).mapToInt(what).sum();
  }
}
