package io.farmgate.adapter.grpc.cuebot.guard;

import com.google.protobuf.InvalidProtocolBufferException;
import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.show.ShowCreateFilterRequest;
import io.farmgate.opencue.wire.show.ShowCreateShowRequest;
import io.farmgate.opencue.wire.show.ShowFindFilterRequest;
import io.farmgate.opencue.wire.show.ShowFindShowRequest;
import java.util.Optional;

/**
 * Names that Cuebot takes twice although it cannot work with two of them: those of shows, and of
 * filters within a show.
 */
public final class UniqueNames {
  private static final String CREATE_SHOW = "show.ShowInterface/CreateShow";
  private static final String CREATE_FILTER = "show.ShowInterface/CreateFilter";

  private UniqueNames() {}

  /**
   * What to ask before a change.
   *
   * @param method finds the thing by its name
   * @param conflict what to tell if it does
   */
  public record Probe(String method, WireBytes request, String conflict) {}

  /** Tells whether a method takes a name that must be new. */
  public static boolean concern(String method) {
    return method.equals(CREATE_SHOW) || method.equals(CREATE_FILTER);
  }

  /** Returns what to ask before a call; empty where its request cannot be read. */
  public static Optional<Probe> probe(String method, WireBytes request) {
    try {
      return method.equals(CREATE_SHOW)
          ? show(ShowCreateShowRequest.parseFrom(request.array()))
          : filter(ShowCreateFilterRequest.parseFrom(request.array()));
    } catch (InvalidProtocolBufferException noMessage) {
      return Optional.empty();
    }
  }

  private static Optional<Probe> show(ShowCreateShowRequest request) {
    ShowFindShowRequest find = ShowFindShowRequest.newBuilder().setName(request.getName()).build();
    return Optional.of(
        new Probe(
            "show.ShowInterface/FindShow",
            WireBytes.wrap(find.toByteArray()),
            "there is a show "
                + Echo.quoted(request.getName())
                + " already (expected: a new name)"));
  }

  private static Optional<Probe> filter(ShowCreateFilterRequest request) {
    ShowFindFilterRequest find =
        ShowFindFilterRequest.newBuilder()
            .setShow(request.getShow())
            .setName(request.getName())
            .build();
    return Optional.of(
        new Probe(
            "show.ShowInterface/FindFilter",
            WireBytes.wrap(find.toByteArray()),
            "the show has a filter "
                + Echo.quoted(request.getName())
                + " already (expected: a new name)"));
  }
}
