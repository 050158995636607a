package io.farmgate.adapter.http.edge;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure.UnknownMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the dialects, in their order, who serves a path. */
final class Router {
  private static final int NEAR = 3;

  private final List<HttpApi> apis;

  Router(List<HttpApi> apis) {
    this.apis = List.copyOf(apis);
  }

  /**
   * Returns the first route.
   *
   * @throws FarmException UnknownMethod, which names paths like it
   */
  Route route(String path) {
    Route route = find(path);
    if (route != null) {
      return route;
    }
    List<String> near =
        apis.stream().flatMap(api -> api.near(path, NEAR).stream()).limit(NEAR).toList();
    throw new FarmException(
        new UnknownMethod("there is no path '" + Printable.of(path) + "'", near));
  }

  /** Tells whether a request needs no token. */
  boolean isOpen(String verb, String path) {
    Route route = find(path);
    return route != null && route.open().contains(verb);
  }

  /** Returns how failures at a path are told. */
  FailureForm failures(String path) {
    for (HttpApi api : apis) {
      FailureForm form = api.failures(path);
      if (form != null) {
        return form;
      }
    }
    return FailureForm.OPEN_CUE;
  }

  private @Nullable Route find(String path) {
    for (HttpApi api : apis) {
      Route route = api.route(path);
      if (route != null) {
        return route;
      }
    }
    return null;
  }
}
