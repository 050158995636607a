package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.rpc.method.Profile;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.transcode.MalformedWireException;
import io.farmgate.opencue.transcode.WireToJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A farm's answer as clients see it. Those whose reads were answered by one call share it, so that
 * it is hashed and printed once. Thread-safe: two who come at once do the same work twice.
 */
final class Printed {
  private final WireBytes wire;
  private final String method;
  private final WireToJson output;
  private final Profile profile;
  private volatile @Nullable EntityTag tag;
  private volatile @Nullable Json json;

  /** JSON that nobody changes any more: the first bytes of a buffer. */
  static final class Json {
    final byte[] buffer;
    final int length;

    private Json(byte[] buffer, int length) {
      this.buffer = buffer;
      this.length = length;
    }
  }

  Printed(WireBytes wire, String method, WireToJson output, Profile profile) {
    this.wire = wire;
    this.method = method;
    this.output = output;
    this.profile = profile;
  }

  EntityTag tag() {
    EntityTag known = tag;
    if (known == null) {
      known = EntityTag.of(wire, profile);
      tag = known;
    }
    return known;
  }

  /**
   * Returns all of it.
   *
   * @throws FarmException Fault where the farm's bytes are not the message that they should be
   */
  Json json() {
    Json known = json;
    if (known == null) {
      known = print();
      json = known;
    }
    return known;
  }

  private Json print() {
    byte[] bytes = wire.array();
    AtomicReference<Json> whole = new AtomicReference<>(new Json(bytes, 0));
    try {
      output.writeWhole(
          bytes,
          0,
          bytes.length,
          (buffer, offset, length, last) -> whole.set(new Json(buffer, length)));
    } catch (MalformedWireException e) {
      throw new FarmException(
          new FarmFailure.Fault("the farm's answer to " + method + " could not be read"), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return whole.get();
  }
}
