package io.farmgate.domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads the tables of docs/states.md. */
final class StatesDocument {
  private StatesDocument() {}

  /** Returns the body of the table whose first heading is {@code heading}, cell by cell. */
  static List<List<String>> table(String heading) {
    return lines().stream()
        .dropWhile(line -> !line.startsWith("| " + heading + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(StatesDocument::cells)
        .toList();
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
        .map(String::trim)
        .toList();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(
          Path.of(System.getProperty("basedir", "."), "..", "docs", "states.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
