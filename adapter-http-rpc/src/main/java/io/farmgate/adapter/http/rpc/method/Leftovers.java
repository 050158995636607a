package io.farmgate.adapter.http.rpc.method;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.opencue.transcode.WireBody;

/** What is done about the parts of a body that nothing makes use of; asked before each call. */
@FunctionalInterface
public interface Leftovers {
  /**
   * A method is about to be called with a body.
   *
   * @throws FarmException with Invalid where leftovers are refused, and the body has some
   */
  void of(Method method, WireBody body);
}
