package io.farmgate.adapter.http.resource.opencue;

import java.nio.charset.StandardCharsets;

/** Holds a stream of events to the document while it comes in, event by event. */
final class CheckedEvents {
  private final StringBuilder line = new StringBuilder();
  private String name = "";
  private String data = "";

  /**
   * Takes bytes of the stream, wherever they begin and end.
   *
   * @return what is wrong with the first event that does not fit; "" for nothing
   */
  String problem(byte[] bytes, int offset, int length) {
    // Names and the frame of lines are ASCII, so bytes may be taken for characters here.
    for (char c : new String(bytes, offset, length, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c != '\n') {
        line.append(c);
        continue;
      }
      String problem = line(line.toString());
      line.setLength(0);
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    return "";
  }

  private String line(String text) {
    if (text.startsWith("event: ")) {
      name = text.substring(7);
    } else if (text.startsWith("data: ")) {
      data =
          new String(
              text.substring(6).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    } else if (text.isEmpty() && !data.isEmpty()) {
      String problem = Contract.eventProblem(name, data);
      name = "";
      data = "";
      return problem;
    } else if (!text.isEmpty() && !text.startsWith(":") && !text.matches("(id|retry): .*")) {
      return "'" + text + "' is no line of a stream of events";
    }
    return "";
  }
}
