package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.adapter.grpc.cuebot.guard.HonestErrors.Meaning;
import java.util.Optional;

/** Says what the farm means by a status. */
@FunctionalInterface
interface Honesty {
  /** It means what it says. */
  Honesty NONE = (method, code, text) -> Optional.empty();

  /** Returns what it means; empty where it means what it says. */
  Optional<Meaning> meaning(String method, int code, String text);
}
