package io.farmgate.adapter.http.rpc;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.farmgate.adapter.http.rpc.method.Profile;
import io.farmgate.domain.wire.WireBytes;
import java.util.List;

/**
 * The name of an answer's content (RFC 9110, section 8.8.3): two answers with the same bytes from
 * the farm, in the same form, have the same tag, whichever gateway gives them.
 *
 * <p>It is XXH3 with 128 bits, which reads several GB a second. That is no protection against who
 * makes two contents with one tag on purpose; a tag decides on nothing but whether a client needs
 * the bytes again that it has.
 */
record EntityTag(String text) {
  /** To be raised when the same bytes from a farm are printed as other JSON. */
  private static final long FORM = 1;

  private static final Hasher128 STANDARD = Hashing.xxh3_128(2 * FORM);
  private static final Hasher128 FLAT = Hashing.xxh3_128(2 * FORM + 1);

  static EntityTag of(WireBytes wire, Profile profile) {
    Hasher128 hasher =
        switch (profile) {
          case STANDARD -> STANDARD;
          case FLAT -> FLAT;
        };
    HashStream128 stream = hasher.hashStream();
    wire.show(stream::putBytes);
    HashValue128 hash = stream.get();
    StringBuilder text = new StringBuilder(34).append('"');
    hex(text, hash.getMostSignificantBits());
    hex(text, hash.getLeastSignificantBits());
    return new EntityTag(text.append('"').toString());
  }

  private static void hex(StringBuilder text, long bits) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append(Character.forDigit((int) (bits >>> shift) & 0xF, 16));
    }
  }

  /** Tells whether any value of If-None-Match names it; a weak tag does, too. */
  boolean isIn(List<String> ifNoneMatch) {
    for (String value : ifNoneMatch) {
      // Ours holds no comma and no quotation mark inside.
      for (String one : value.split(",", -1)) {
        String tag = one.strip();
        if (tag.equals("*") || tag.equals(text) || tag.equals("W/" + text)) {
          return true;
        }
      }
    }
    return false;
  }
}
