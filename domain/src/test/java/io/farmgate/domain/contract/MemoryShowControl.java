package io.farmgate.domain.contract;

import io.farmgate.domain.ShowId;
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
