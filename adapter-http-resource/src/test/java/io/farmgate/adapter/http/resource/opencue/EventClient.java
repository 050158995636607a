package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client of a stream of events that reads a line only when it is asked for the next event, over a
 * socket of its own. Each event is held to the document.
 */
final class EventClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader lines;
  private String place = "";
  private int retryMillis;
  private boolean heartbeat;

  /** One event with data. */
  record Event(String id, String name, JsonNode data) {}

  EventClient(URI uri, String token, String... headers) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
      socket.setSoTimeout(PATIENCE_MILLIS);
      StringBuilder head = new StringBuilder("GET " + uri.getRawPath());
      head.append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
          .append(" HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token + "\r\n");
      for (int i = 0; i < headers.length; i += 2) {
        head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
      socket
          .getOutputStream()
          .write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String status = lines.readLine();
      if (status == null || !status.contains(" 200 ")) {
        throw new AssertionError("answered " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the next event. */
  Event next() {
    Event event = read(false);
    if (event == null) {
      throw new AssertionError("the stream has ended");
    }
    return event;
  }

  List<Event> next(int count) {
    List<Event> events = new ArrayList<>();
    while (events.size() < count) {
      events.add(next());
    }
    return events;
  }

  /** Passes over events until one of that name comes. */
  Event nextNamed(String name) {
    Event event = next();
    while (!event.name().equals(name)) {
      event = next();
    }
    return event;
  }

  /** Waits for a sign of life that comes after this, and returns the place that it gives. */
  String placeAfterNextHeartbeat() {
    heartbeat = false;
    if (read(true) != null) {
      throw new AssertionError("an event, and no sign of life");
    }
    return place;
  }

  int retryMillis() {
    return retryMillis;
  }

  /** Waits for the end of the stream. */
  boolean hasEnded() {
    return read(false) == null;
  }

  /** Returns null at the end, or after a sign of life where that will do. */
  private @Nullable Event read(boolean lifeWillDo) {
    String id = "";
    String name = "";
    String data = "";
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("0")) {
          // The last chunk.
          return null;
        } else if (line.startsWith(":")) {
          heartbeat = true;
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
          place = id;
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith("retry: ")) {
          retryMillis = Integer.parseInt(line.substring(7));
        } else if (line.isEmpty() && !data.isEmpty()) {
          String problem = Contract.eventProblem(name, data);
          if (!problem.isEmpty()) {
            throw new AssertionError(problem + ": " + data);
          }
          return new Event(id, name, JSON.readTree(data));
        } else if (line.isEmpty() && heartbeat && lifeWillDo) {
          return null;
        }
        // Anything else is the length of a chunk, or a header.
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
