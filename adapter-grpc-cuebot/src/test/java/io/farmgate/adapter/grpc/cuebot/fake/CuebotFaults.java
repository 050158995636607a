package io.farmgate.adapter.grpc.cuebot.fake;

import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a real Cuebot was heard to say when something was wrong: {@code faults.tsv}. */
public final class CuebotFaults {
  private CuebotFaults() {}

  /**
   * One of them.
   *
   * @param method {@code package.Service/Method} that it was said about
   * @param said what Cuebot answers, with everything in it that no client should see
   * @param means the gRPC code that says what it means
   */
  public record Fault(String method, Status said, int means) {}

  /** Returns all of them. */
  public static List<Fault> all() {
    try (InputStream in = CuebotFaults.class.getResourceAsStream("faults.tsv")) {
      if (in == null) {
        throw new IllegalStateException("faults.tsv is not among the test resources");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(CuebotFaults::fault)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fault fault(String line) {
    String[] cells = line.split("\t", -1);
    return new Fault(
        cells[0],
        Status.fromCodeValue(Integer.parseInt(cells[1]))
            .withDescription(cells[3].replace("\\n", "\n")),
        Integer.parseInt(cells[2]));
  }
}
