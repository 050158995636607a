package io.farmgate.adapter.webhooks;

import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmChange;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.Interest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A farm that tells of what a test says has changed. */
final class ToldFarm implements Changes {
  private final List<Consumer<List<FarmChange>>> tellers = new CopyOnWriteArrayList<>();

  void tell(FarmChange... changes) {
    tellers.forEach(teller -> teller.accept(List.of(changes)));
  }

  @Override
  public Watch watch(Interest interest, Consumer<List<FarmChange>> teller) {
    tellers.add(teller);
    return new Watch() {
      @Override
      public void retune(Interest wanted) {
        // All is told.
      }

      @Override
      public void close() {
        tellers.remove(teller);
      }
    };
  }

  /** Returns a farm's ports, but for its changes. */
  FarmPorts in(FarmPorts farm) {
    return new FarmPorts(
        farm.shows(),
        farm.jobs(),
        farm.jobControl(),
        farm.layers(),
        farm.frames(),
        farm.frameControl(),
        farm.logs(),
        farm.hosts(),
        farm.procs(),
        farm.groups(),
        farm.owners(),
        farm.deeds(),
        farm.submissions(),
        farm.setup(),
        farm.work(),
        this);
  }
}
