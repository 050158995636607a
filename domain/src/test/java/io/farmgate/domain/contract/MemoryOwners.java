package io.farmgate.domain.contract;

import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Owner;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.OwnerQuota;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Deeds;
import io.farmgate.domain.port.Owners;
import io.farmgate.domain.spec.NameRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The owners of {@link InMemoryFarm}, and the deed of its one host. */
final class MemoryOwners implements Owners, Deeds {
  private final MemoryFarmState state;
  private int lastDeed;

  MemoryOwners(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public Optional<Owner> byId(OwnerId id) {
    synchronized (state) {
      return owner(id).map(this::snapshot);
    }
  }

  @Override
  public Optional<Owner> byName(String name) {
    synchronized (state) {
      return Optional.ofNullable(state.owners.get(name)).map(this::snapshot);
    }
  }

  @Override
  public Owner create(ShowId show, String name) {
    NameRule.USER.check("owner name", name);
    synchronized (state) {
      MemoryOwner owner = new MemoryOwner(name, state.show(show));
      if (state.owners.putIfAbsent(name, owner) != null) {
        throw new FarmException(
            new FarmFailure.Conflict("there is an owner '" + name + "' already"));
      }
      return snapshot(owner);
    }
  }

  @Override
  public void setShow(OwnerId id, ShowId show) {
    synchronized (state) {
      known(id).show = state.show(show);
    }
  }

  @Override
  public void changeQuota(OwnerId id, UnaryOperator<OwnerQuota> change) {
    synchronized (state) {
      MemoryOwner owner = known(id);
      OwnerQuota changed = change.apply(owner.quota);
      MemoryFarmState.checkCores(changed.minCores(), changed.maxCores());
      owner.quota = changed;
    }
  }

  @Override
  public void delete(OwnerId id) {
    synchronized (state) {
      MemoryOwner owner = known(id);
      state.owners.remove(owner.name);
      if (owns(owner)) {
        state.deed = null;
        state.lendings.endAll();
      }
    }
  }

  @Override
  public List<Deed> all() {
    synchronized (state) {
      return Optional.ofNullable(state.deed).stream().toList();
    }
  }

  @Override
  public Deed give(HostId host, OwnerId owner) {
    synchronized (state) {
      if (!host.equals(MemoryFarmState.HOST)) {
        throw MemoryFarmState.notFound("host", host.value());
      }
      Deed deed =
          new Deed(
              new DeedId("deed-" + ++lastDeed),
              host,
              MemoryFarmState.HOST_NAME,
              owner,
              known(owner).name);
      state.deed = deed;
      state.lendings.endAll();
      return deed;
    }
  }

  @Override
  public void end(DeedId id) {
    synchronized (state) {
      Deed deed = state.deed;
      if (deed == null || !deed.id().equals(id)) {
        throw MemoryFarmState.notFound("deed", id.value());
      }
      state.deed = null;
      state.lendings.endAll();
    }
  }

  private Owner snapshot(MemoryOwner owner) {
    return owner.snapshot(state.jobs(), owns(owner) ? 1 : 0);
  }

  private boolean owns(MemoryOwner owner) {
    return state.deed != null && Objects.requireNonNull(state.deed).ownerId().equals(owner.id);
  }

  private Optional<MemoryOwner> owner(OwnerId id) {
    return state.owners.values().stream().filter(owner -> owner.id.equals(id)).findFirst();
  }

  private MemoryOwner known(OwnerId id) {
    return owner(id).orElseThrow(() -> MemoryFarmState.notFound("owner", id.value()));
  }
}
