package io.farmgate.adapter.http.rpc.dialect;

import io.farmgate.adapter.http.rpc.method.Method;
import io.farmgate.domain.port.NativeRpc.Header;
import io.farmgate.domain.wire.WireBytes;
import java.util.List;

/**
 * How a documented call ended well.
 *
 * @param like the method whose response message the answer is
 * @param ignored the keys of the body that nothing made use of
 */
public record Outcome(
    Method like, WireBytes response, List<Header> metadata, List<String> ignored) {
  public Outcome {
    metadata = List.copyOf(metadata);
    ignored = List.copyOf(ignored);
  }

  /** The same with another response. */
  Outcome with(WireBytes changed) {
    return new Outcome(like, changed, metadata, ignored);
  }
}
