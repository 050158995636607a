package io.farmgate.adapter.http.rpc.documented;

/** Calls a gateway as an admin. */
public interface Client {
  /** An answer; {@code ignored} is the header that names the keys nothing made use of. */
  record Answer(int status, String body, String ignored) {}

  /** Posts a body to a path. */
  Answer post(String path, String body);

  /** Lets the farm go on a little. */
  void letTimePass();
}
