package io.farmgate.adapter.http.rpc.dialect;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowCreateShowResponse;
import io.farmgate.opencue.wire.show.ShowFindShowRequest;
import io.farmgate.opencue.wire.show.ShowFindShowResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxCoresRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMaxCoresResponse;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresResponse;
import java.util.Optional;

/** Creating a show. */
final class ShowRecipes {
  private static final String CREATE = "show.ShowInterface/CreateShow";
  private static final String FIND = "show.ShowInterface/FindShow";

  private ShowRecipes() {}

  /**
   * Creates a show with what its jobs may use, which the documents have in one call.
   *
   * <p>Cuebot takes a second show of the same name and cannot find either afterwards. So the name
   * is looked up first. Two callers at the same moment both find it free; the Cuebot adapter looks
   * once more where they cannot meet.
   */
  static Outcome create(Body body, FarmCalls farm) {
    String name = body.textAt("name").orElse("");
    Optional<Float> min = cores(body, "default_min_cores", "defaultMinCores");
    Optional<Float> max = cores(body, "default_max_cores", "defaultMaxCores");
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "defaultMinCores: above defaultMaxCores (expected: no more than that)"));
    }
    if (!name.isEmpty() && exists(name, farm)) {
      throw new FarmException(
          new FarmFailure.Conflict(
              "there is a show '" + name + "' already (expected: a new name)"));
    }
    Outcome created = farm.call(CREATE, body);
    Show show =
        farm.parse(CREATE, created.response().array(), ShowCreateShowResponse.parser()).getShow();
    if (min.isEmpty() && max.isEmpty()) {
      return created;
    }
    // A farm may refuse a least above the most that still holds.
    boolean mostFirst = min.isPresent() && min.get() > show.getDefaultMaxCores();
    if (mostFirst) {
      max.ifPresent(cores -> setMax(show, cores, farm));
    }
    min.ifPresent(cores -> setMin(show, cores, farm));
    if (!mostFirst) {
      max.ifPresent(cores -> setMax(show, cores, farm));
    }
    ShowCreateShowResponse readBack =
        ShowCreateShowResponse.newBuilder().setShow(find(name, farm)).build();
    return created.with(WireBytes.wrap(readBack.toByteArray()));
  }

  private static void setMin(Show show, float cores, FarmCalls farm) {
    farm.call(
        "show.ShowInterface/SetDefaultMinCores",
        ShowSetDefaultMinCoresRequest.newBuilder().setShow(show).setMinCores(cores).build(),
        ShowSetDefaultMinCoresResponse.parser());
  }

  private static void setMax(Show show, float cores, FarmCalls farm) {
    farm.call(
        "show.ShowInterface/SetDefaultMaxCores",
        ShowSetDefaultMaxCoresRequest.newBuilder().setShow(show).setMaxCores(cores).build(),
        ShowSetDefaultMaxCoresResponse.parser());
  }

  private static boolean exists(String name, FarmCalls farm) {
    if (name.isEmpty()) {
      return false;
    }
    try {
      find(name, farm);
      return true;
    } catch (FarmException e) {
      if (FarmCalls.isNotFound(e.failure())) {
        return false;
      }
      throw e;
    }
  }

  private static Show find(String name, FarmCalls farm) {
    ShowFindShowRequest request = ShowFindShowRequest.newBuilder().setName(name).build();
    return farm.call(FIND, request, ShowFindShowResponse.parser()).getShow();
  }

  private static Optional<Float> cores(Body body, String snake, String camel) {
    Optional<String> text = body.takeText(camel).or(() -> body.takeText(snake));
    try {
      Optional<Float> cores = text.map(Float::parseFloat);
      if (cores.isEmpty() || (cores.get() >= 0 && Float.isFinite(cores.get()))) {
        return cores;
      }
    } catch (NumberFormatException e) {
      throw Body.invalid(camel + ": '" + text.orElse("") + "' (expected: a number of cores)");
    }
    throw Body.invalid(camel + ": " + text.orElse("") + " (expected: 0 or more cores)");
  }
}
