package io.farmgate.opencue.transcode;

import java.io.IOException;

/**
 * A JSON value worked out from a message's wire bytes: a member that the message does not have, or
 * another value for one that it has. It is called once for every such message written, and by any
 * number of threads at once.
 */
@FunctionalInterface
public interface ComputedValue {
  /**
   * Writes exactly one JSON value.
   *
   * @param message the message that the member belongs to; valid during the call
   * @param value takes the value; valid during the call
   * @throws IOException as thrown by the two arguments
   */
  void write(MessageView message, ValueWriter value) throws IOException;
}
