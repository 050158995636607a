package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.rpc.method.Profile;
import org.jspecify.annotations.Nullable;

/**
 * A path taken apart: {@code [/farms/NAME][/flat]/package.Service/Method}.
 *
 * @param farm null for the default farm
 * @param prefix what stands before the method, to be put before a suggestion
 * @param method {@code package.Service/Method}
 */
record RpcPath(@Nullable String farm, Profile profile, String prefix, String method) {
  private static final String FARMS = "/farms/";
  private static final String FLAT = "/flat/";

  /** Takes a path apart; null where it cannot be one of these. */
  static @Nullable RpcPath of(String path) {
    String farm = null;
    int at = 0;
    if (path.startsWith(FARMS)) {
      int end = path.indexOf('/', FARMS.length());
      if (end <= FARMS.length()) {
        return null;
      }
      farm = path.substring(FARMS.length(), end);
      at = end;
    }
    Profile profile = Profile.STANDARD;
    if (path.startsWith(FLAT, at)) {
      profile = Profile.FLAT;
      at += FLAT.length() - 1;
    }
    String method = path.substring(Math.min(path.length(), at + 1));
    return new RpcPath(farm, profile, path.substring(0, at) + "/", method);
  }
}
