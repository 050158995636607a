package io.farmgate.adapter.grpc.cuebot.guard;

import io.farmgate.domain.failure.FarmFailure;

/**
 * What is wrong with a request.
 *
 * @param path of the field, from the request; empty for the request itself
 * @param text what stands there and what was expected
 * @param kind one word for it, for figures
 */
record Problem(String path, String text, String kind) {
  /** The same, seen from the message that has it in {@code field}. */
  Problem in(String field) {
    return new Problem(path.isEmpty() ? field : field + "." + path, text, kind);
  }

  FarmFailure failure() {
    return new FarmFailure.Invalid((path.isEmpty() ? "request" : path) + ": " + text);
  }
}
