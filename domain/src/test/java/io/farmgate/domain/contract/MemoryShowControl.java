package io.farmgate.domain.contract;

import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.ShowControl;
import io.farmgate.domain.spec.ShowRules;
import java.util.function.Consumer;

/** Changes shows of {@link InMemoryFarm}. */
final class MemoryShowControl implements ShowControl {
  private final MemoryFarmState state;

  MemoryShowControl(MemoryFarmState state) {
    this.state = state;
  }

  @Override
  public void setActive(ShowId show, boolean active) {
    change(show, known -> known.active = active);
  }

  @Override
  public void setBooking(ShowId show, boolean enabled) {
    change(show, known -> known.booking = enabled);
  }

  @Override
  public void setDispatching(ShowId show, boolean enabled) {
    change(show, known -> known.dispatching = enabled);
  }

  @Override
  public void setCommentEmail(ShowId show, String addresses) {
    ShowRules.checkEmail(addresses);
    change(show, known -> known.commentEmail = addresses);
  }

  @Override
  public void setDefaultGpus(ShowId show, int min, int max) {
    ShowRules.checkGpus(min, max);
    change(
        show,
        known -> {
          known.minGpus = min;
          known.maxGpus = max;
        });
  }

  @Override
  public void archive(ShowId id, String target) {
    synchronized (state) {
      MemoryShow show = state.show(id);
      MemoryShow other = state.showNamed(target);
      if (other == show) {
        throw new FarmException(new FarmFailure.Invalid("target show: the show itself"));
      }
      String archived = ShowRules.archived(show.name);
      if (state.findShow(archived).isPresent() || show.groups.containsKey(archived)) {
        throw MemorySites.taken(archived);
      }
      other.aliases.add(show.name);
      other.aliases.addAll(show.aliases);
      show.aliases.clear();
      state.shows.remove(show.name);
      show.groups.remove(show.root.name);
      show.name = archived;
      show.root.name = archived;
      show.groups.put(archived, show.root);
      state.shows.put(archived, show);
    }
  }

  @Override
  public void delete(ShowId id) {
    synchronized (state) {
      MemoryShow show = state.show(id);
      if (state.jobs().stream().anyMatch(job -> job.show == show)
          || state.owners.values().stream().anyMatch(owner -> owner.show == show)) {
        throw MemorySites.precondition("the show is in use");
      }
      state.sites.subscriptions.removeIf(subscription -> subscription.show == show);
      state.shows.remove(show.name);
    }
  }

  private void change(ShowId id, Consumer<MemoryShow> change) {
    synchronized (state) {
      change.accept(state.show(id));
    }
  }
}
