package io.farmgate.adapter.http.edge;

/**
 * What a route is called in figures. Both names are out of short, closed lists, never out of a
 * request: figures are kept for each.
 *
 * @param method the template, for example {@code show.ShowInterface/GetShows}
 * @param farm the name of a configured farm, or "none"
 */
public record RouteLabel(String method, String farm) {
  /** For a request that no route was found for. */
  public static final RouteLabel NONE = new RouteLabel("none", "none");

  /** For a route that nobody named. */
  static final RouteLabel OTHER = new RouteLabel("other", "none");
}
