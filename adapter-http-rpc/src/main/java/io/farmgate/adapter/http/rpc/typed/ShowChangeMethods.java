package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.port.ShowControl;
import io.farmgate.opencue.wire.show.ShowArchiveRequest;
import io.farmgate.opencue.wire.show.ShowArchiveResponse;
import io.farmgate.opencue.wire.show.ShowDeleteRequest;
import io.farmgate.opencue.wire.show.ShowDeleteResponse;
import io.farmgate.opencue.wire.show.ShowEnableBookingRequest;
import io.farmgate.opencue.wire.show.ShowEnableBookingResponse;
import io.farmgate.opencue.wire.show.ShowEnableDispatchingRequest;
import io.farmgate.opencue.wire.show.ShowEnableDispatchingResponse;
import io.farmgate.opencue.wire.show.ShowGetJobWhiteboardRequest;
import io.farmgate.opencue.wire.show.ShowGetJobWhiteboardResponse;
import io.farmgate.opencue.wire.show.ShowSetActiveRequest;
import io.farmgate.opencue.wire.show.ShowSetActiveResponse;
import io.farmgate.opencue.wire.show.ShowSetCommentEmailRequest;
import io.farmgate.opencue.wire.show.ShowSetCommentEmailResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxGpusRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxGpusResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinGpusRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinGpusResponse;
import java.util.function.BiConsumer;

/** Those methods of {@code show.ShowInterface} that change shows, and the tree of its groups. */
final class ShowChangeMethods {
  private static final String SERVICE = "show.ShowInterface/";

  private final BrowseFarm browse;
  private final SetUpFarm setup;

  ShowChangeMethods(BrowseFarm browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addSwitches(table);
    addSettings(table);
    table.add(
        SERVICE + "Archive",
        ShowArchiveRequest.getDefaultInstance(),
        ShowArchiveResponse.class,
        (call, request) -> {
          String target = Wire.text("targetShowName", request.getTargetShowName());
          change(
              call,
              request.getShow(),
              "archive a show",
              (port, show) -> port.archive(show, target));
          return ShowArchiveResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        ShowDeleteRequest.getDefaultInstance(),
        ShowDeleteResponse.class,
        (call, request) -> {
          change(call, request.getShow(), "delete a show", ShowControl::delete);
          return ShowDeleteResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "GetJobWhiteboard",
        ShowGetJobWhiteboardRequest.getDefaultInstance(),
        ShowGetJobWhiteboardResponse.class,
        (call, request) -> {
          Show show = show(call, request.getShow());
          return ShowGetJobWhiteboardResponse.newBuilder()
              .setWhiteboard(JobWhiteboard.of(browse, call, show))
              .build();
        });
  }

  private void addSwitches(MethodTable table) {
    table.add(
        SERVICE + "SetActive",
        ShowSetActiveRequest.getDefaultInstance(),
        ShowSetActiveResponse.class,
        (call, request) -> {
          boolean on = request.getValue();
          change(call, request.getShow(), (port, show) -> port.setActive(show, on));
          return ShowSetActiveResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "EnableBooking",
        ShowEnableBookingRequest.getDefaultInstance(),
        ShowEnableBookingResponse.class,
        (call, request) -> {
          boolean on = request.getEnabled();
          change(call, request.getShow(), (port, show) -> port.setBooking(show, on));
          return ShowEnableBookingResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "EnableDispatching",
        ShowEnableDispatchingRequest.getDefaultInstance(),
        ShowEnableDispatchingResponse.class,
        (call, request) -> {
          boolean on = request.getEnabled();
          change(call, request.getShow(), (port, show) -> port.setDispatching(show, on));
          return ShowEnableDispatchingResponse.getDefaultInstance();
        });
  }

  private void addSettings(MethodTable table) {
    table.add(
        SERVICE + "SetCommentEmail",
        ShowSetCommentEmailRequest.getDefaultInstance(),
        ShowSetCommentEmailResponse.class,
        (call, request) -> {
          String email = request.getEmail();
          change(call, request.getShow(), (port, show) -> port.setCommentEmail(show, email));
          return ShowSetCommentEmailResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetDefaultMinGpus",
        ShowSetDefaultMinGpusRequest.getDefaultInstance(),
        ShowSetDefaultMinGpusResponse.class,
        (call, request) -> {
          int min = request.getMinGpus();
          int max = show(call, request.getShow()).defaultMaxGpus();
          change(call, request.getShow(), (port, show) -> port.setDefaultGpus(show, min, max));
          return ShowSetDefaultMinGpusResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetDefaultMaxGpus",
        ShowSetDefaultMaxGpusRequest.getDefaultInstance(),
        ShowSetDefaultMaxGpusResponse.class,
        (call, request) -> {
          int min = show(call, request.getShow()).defaultMinGpus();
          int max = request.getMaxGpus();
          change(call, request.getShow(), (port, show) -> port.setDefaultGpus(show, min, max));
          return ShowSetDefaultMaxGpusResponse.getDefaultInstance();
        });
  }

  private Show show(Invocation call, io.farmgate.opencue.wire.show.Show show) {
    return browse.show(call.caller(), call.farm(), ShowMethods.id(show));
  }

  private void change(
      Invocation call,
      io.farmgate.opencue.wire.show.Show show,
      BiConsumer<ShowControl, ShowId> change) {
    change(call, show, "change a show", change);
  }

  private void change(
      Invocation call,
      io.farmgate.opencue.wire.show.Show show,
      String what,
      BiConsumer<ShowControl, ShowId> change) {
    ShowId id = ShowMethods.id(show);
    setup.change(call.caller(), call.farm(), what, ports -> change.accept(ports.shows(), id));
  }
}
