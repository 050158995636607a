package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.ShowControl;
import io.farmgate.domain.spec.ShowRules;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowArchiveRequest;
import io.farmgate.opencue.wire.show.ShowArchiveResponse;
import io.farmgate.opencue.wire.show.ShowDeleteRequest;
import io.farmgate.opencue.wire.show.ShowDeleteResponse;
import io.farmgate.opencue.wire.show.ShowEnableBookingRequest;
import io.farmgate.opencue.wire.show.ShowEnableBookingResponse;
import io.farmgate.opencue.wire.show.ShowEnableDispatchingRequest;
import io.farmgate.opencue.wire.show.ShowEnableDispatchingResponse;
import io.farmgate.opencue.wire.show.ShowSetActiveRequest;
import io.farmgate.opencue.wire.show.ShowSetActiveResponse;
import io.farmgate.opencue.wire.show.ShowSetCommentEmailRequest;
import io.farmgate.opencue.wire.show.ShowSetCommentEmailResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxGpusRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxGpusResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinGpusRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinGpusResponse;

/** Changes shows. A Cuebot keeps the two switches of booking and does not act on them. */
final class ShowControlPort implements ShowControl {
  private static final String SERVICE = "show.ShowInterface/";

  private final FarmCalls calls;
  private final ShowPort shows;

  ShowControlPort(FarmCalls calls, ShowPort shows) {
    this.calls = calls;
    this.shows = shows;
  }

  @Override
  public void setActive(ShowId show, boolean active) {
    calls.call(
        SERVICE + "SetActive",
        ShowSetActiveRequest.newBuilder().setShow(known(show)).setValue(active).build(),
        ShowSetActiveResponse.parser());
  }

  @Override
  public void setBooking(ShowId show, boolean enabled) {
    calls.call(
        SERVICE + "EnableBooking",
        ShowEnableBookingRequest.newBuilder().setShow(known(show)).setEnabled(enabled).build(),
        ShowEnableBookingResponse.parser());
  }

  @Override
  public void setDispatching(ShowId show, boolean enabled) {
    calls.call(
        SERVICE + "EnableDispatching",
        ShowEnableDispatchingRequest.newBuilder().setShow(known(show)).setEnabled(enabled).build(),
        ShowEnableDispatchingResponse.parser());
  }

  @Override
  public void setCommentEmail(ShowId show, String addresses) {
    ShowRules.checkEmail(addresses);
    calls.call(
        SERVICE + "SetCommentEmail",
        ShowSetCommentEmailRequest.newBuilder().setShow(known(show)).setEmail(addresses).build(),
        ShowSetCommentEmailResponse.parser());
  }

  /** Two calls, in the order in which neither leaves a minimum above its maximum. */
  @Override
  public void setDefaultGpus(ShowId show, int min, int max) {
    ShowRules.checkGpus(min, max);
    int before = shows.known(show).defaultMinGpus();
    if (max == 0 || max >= before) {
      setMaxGpus(show, max);
      setMinGpus(show, min);
    } else {
      setMinGpus(show, min);
      setMaxGpus(show, max);
    }
  }

  private void setMinGpus(ShowId show, int min) {
    calls.call(
        SERVICE + "SetDefaultMinGpus",
        ShowSetDefaultMinGpusRequest.newBuilder().setShow(wire(show)).setMinGpus(min).build(),
        ShowSetDefaultMinGpusResponse.parser());
  }

  private void setMaxGpus(ShowId show, int max) {
    calls.call(
        SERVICE + "SetDefaultMaxGpus",
        ShowSetDefaultMaxGpusRequest.newBuilder().setShow(wire(show)).setMaxGpus(max).build(),
        ShowSetDefaultMaxGpusResponse.parser());
  }

  /** Looks before it asks: a Cuebot tells of what is wrong in its database's words. */
  @Override
  public void archive(ShowId id, String target) {
    io.farmgate.domain.Show show = shows.known(id);
    io.farmgate.domain.Show other =
        shows
            .byName(target)
            .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("show", target)));
    if (other.id().equals(id)) {
      throw new FarmException(
          new FarmFailure.Invalid("target show: the show itself (expected: another one)"));
    }
    String archived = ShowRules.archived(show.name());
    if (shows.byName(archived).isPresent()) {
      throw new FarmException(
          new FarmFailure.Conflict("there is a show '" + archived + "' already"));
    }
    calls.call(
        SERVICE + "Archive",
        ShowArchiveRequest.newBuilder().setShow(wire(id)).setTargetShowName(other.name()).build(),
        ShowArchiveResponse.parser());
  }

  @Override
  public void delete(ShowId show) {
    if (shows.known(show).totals().createdJobs() > 0) {
      // Cuebot would fail halfway, and run nothing of the show any more.
      throw new FarmException(
          new FarmFailure.Precondition(
              "the show has or had jobs (expected: one that never had any)"));
    }
    calls.call(
        SERVICE + "Delete",
        ShowDeleteRequest.newBuilder().setShow(wire(show)).build(),
        ShowDeleteResponse.parser());
  }

  private Show known(ShowId id) {
    return wire(shows.known(id).id());
  }

  private static Show wire(ShowId id) {
    return Show.newBuilder().setId(id.value()).build();
  }
}
