package io.farmgate.domain.contract;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Lending;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.contract.MemoryDepend.Part;
import io.farmgate.domain.port.Lendings;
import io.farmgate.domain.schedule.Amounts;
import io.farmgate.domain.schedule.LentRoom;
import io.farmgate.domain.spec.LendingRules;
import java.util.ArrayList;
import java.util.List;

/** What is lent of the one host of {@link InMemoryFarm}. */
final class MemoryLendings implements Lendings {
  private final MemoryFarmState state;
  private final List<One> all = new ArrayList<>();
  private int last;

  MemoryLendings(MemoryFarmState state) {
    this.state = state;
  }

  private static final class One {
    final LendingId id;
    final Part part;
    final int threads;
    LentAmounts max;

    One(LendingId id, Part part, int threads, LentAmounts max) {
      this.id = id;
      this.part = part;
      this.threads = threads;
      this.max = max;
    }
  }

  @Override
  public List<Lending> ofHost(HostId host) {
    synchronized (state) {
      forgetFinished();
      return host.equals(MemoryFarmState.HOST)
          ? all.stream().map(this::snapshot).toList()
          : List.of();
    }
  }

  @Override
  public Lending lend(WorkRef work, String host, String owner, int threads, LentAmounts max) {
    LendingRules.check(threads, max);
    synchronized (state) {
      if (!host.equals(MemoryFarmState.HOST_NAME)) {
        throw MemoryFarmState.notFound("host", host);
      }
      Part part = state.knownPart(work);
      if (state.deed == null || !owner.equals(state.deed.ownerName())) {
        throw MemorySites.precondition("the host is not the owner's");
      }
      if (part.job().isFinished()) {
        throw MemorySites.precondition("the job has finished");
      }
      if (all.stream().anyMatch(one -> one.part.job() == part.job())) {
        throw MemorySites.taken("part of the host for that job");
      }
      One made = new One(new LendingId("lending-" + ++last), part, threads, max);
      all.add(made);
      return snapshot(made);
    }
  }

  @Override
  public void change(LendingId id, LentAmounts max) {
    LendingRules.check(max);
    synchronized (state) {
      One one = known(id);
      one.max = max.orElse(one.max);
    }
  }

  @Override
  public void end(LendingId id) {
    synchronized (state) {
      all.remove(known(id));
    }
  }

  /** Ends all, since the host is another's. */
  void endAll() {
    all.clear();
  }

  /** Starts what has room in the parts. */
  void book() {
    forgetFinished();
    for (One one : all) {
      MemoryJob job = one.part.job();
      if (!job.paused && !job.killed && job.show.isBooked()) {
        one.part.frames().toList().forEach(frame -> book(one, frame));
      }
    }
  }

  private void book(One one, MemoryFrame frame) {
    MemoryLayer layer = frame.layer;
    if (frame.state != FrameState.WAITING
        || !layer.isDue(state.now())
        || !layer.limits.stream().allMatch(limit -> limit.hasRoom(state.jobs()))) {
      return;
    }
    Amounts free = new Amounts(state.idle(), Long.MAX_VALUE, 0);
    new LentRoom(one.threads, one.max, inUse(one))
        .proc(
            free,
            layer.settings.memoryBytes(),
            layer.settings.gpus(),
            layer.settings.gpuMemoryBytes())
        .ifPresent(amounts -> state.start(frame, amounts.cores(), one.id));
  }

  private void forgetFinished() {
    all.removeIf(one -> one.part.job().isFinished());
  }

  private LentAmounts inUse(One one) {
    return state
        .running()
        .filter(frame -> one.id.equals(frame.lentBy))
        .map(frame ->
            new LentAmounts(
                frame.cores(),
                frame.layer.settings.memoryBytes(),
                frame.layer.settings.gpus(),
                frame.layer.settings.gpuMemoryBytes()))
        .reduce(new LentAmounts(Cores.ZERO, 0, 0, 0), LentAmounts::plus);
  }

  private One known(LendingId id) {
    return all.stream()
        .filter(one -> one.id.equals(id))
        .findFirst()
        .orElseThrow(() -> MemoryFarmState.notFound("lending", id.value()));
  }

  private Lending snapshot(One one) {
    MemoryLayer layer = one.part.layer();
    MemoryFrame frame = one.part.frame();
    return new Lending(
        one.id,
        MemoryFarmState.HOST_NAME,
        frame != null ? Lending.Size.FRAME : layer != null ? Lending.Size.LAYER : Lending.Size.JOB,
        one.part.job().name,
        layer == null ? "" : layer.spec.name(),
        frame == null ? "" : frame.name(),
        one.threads,
        one.max,
        inUse(one));
  }
}
