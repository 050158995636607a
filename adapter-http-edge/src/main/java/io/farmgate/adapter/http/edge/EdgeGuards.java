package io.farmgate.adapter.http.edge;

import io.farmgate.application.Admission;

/**
 * What watches over all requests.
 *
 * @param admission asked once a request, after its token was verified
 * @param recorder told of every request at its end
 */
public record EdgeGuards(Admission admission, HttpRecorder recorder) {
  /** Lets everybody in and keeps no figures. */
  public static final EdgeGuards NONE = new EdgeGuards(Admission.OPEN, HttpRecorder.NONE);
}
