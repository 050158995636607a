package io.farmgate.adapter.http.rpc;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An answer as it came over the socket. */
record RawAnswer(int status, List<String> headers, String body, String trailers, String rest) {

  /** Sends the bytes as they are, and reads until the server ends the connection. */
  static RawAnswer to(InetSocketAddress server, byte[] request) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(20_000);
      try {
        OutputStream out = socket.getOutputStream();
        out.write(request);
        out.flush();
      } catch (SocketException refusedEarly) {
        // The server may answer and close before it has read everything.
      }
      byte[] all = readAll(socket);
      return parse(new String(all, StandardCharsets.ISO_8859_1));
    }
  }

  private static byte[] readAll(Socket socket) throws IOException {
    java.io.ByteArrayOutputStream seen = new java.io.ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try {
      int length = socket.getInputStream().read(buffer);
      while (length >= 0) {
        seen.write(buffer, 0, length);
        length = socket.getInputStream().read(buffer);
      }
    } catch (SocketException reset) {
      // What came before the reset counts.
    }
    return seen.toByteArray();
  }

  private static RawAnswer parse(String text) {
    String answer = text;
    while (answer.startsWith("HTTP/1.1 100 ")) {
      answer = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return new RawAnswer(0, List.of(), "", "", answer);
    }
    List<String> head = List.of(answer.substring(0, end).split("\r\n"));
    List<String> headers = head.subList(1, head.size());
    int status = Integer.parseInt(head.getFirst().substring(9, 12));
    String after = answer.substring(end + 4);
    if (headers.stream().anyMatch(h -> h.equalsIgnoreCase("Transfer-Encoding: chunked"))) {
      return chunked(status, headers, after);
    }
    int length =
        headers.stream()
            .filter(h -> h.toLowerCase(Locale.ROOT).startsWith("content-length: "))
            .map(h -> Integer.parseInt(h.substring(16)))
            .findFirst()
            .orElse(after.length());
    int taken = Math.min(length, after.length());
    return new RawAnswer(
        status, headers, utf8(after.substring(0, taken)), "", after.substring(taken));
  }

  private static RawAnswer chunked(int status, List<String> headers, String after) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (true) {
      int lineEnd = after.indexOf("\r\n", at);
      int size = Integer.parseInt(after.substring(at, lineEnd), 16);
      at = lineEnd + 2;
      if (size == 0) {
        return new RawAnswer(status, headers, utf8(body.toString()), after.substring(at), "");
      }
      body.append(after, at, at + size);
      at += size + 2;
    }
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  List<String> header(String name) {
    List<String> values = new ArrayList<>();
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    for (String header : headers) {
      if (header.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        values.add(header.substring(prefix.length()).strip());
      }
    }
    return values;
  }
}
