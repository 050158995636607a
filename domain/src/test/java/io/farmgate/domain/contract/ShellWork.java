package io.farmgate.domain.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Work for farms that run {@code /bin/sh} commands on this machine. */
public final class ShellWork implements Work {
  private final Path folder;

  /**
   * Creates work of its own.
   *
   * @param folder an empty folder that the frames may write to; absolute
   */
  public ShellWork(Path folder) {
    this.folder = folder;
  }

  @Override
  public String succeed() {
    return "true";
  }

  @Override
  public String fail(int status) {
    return "exit " + status;
  }

  @Override
  public String failOnce(int status) {
    String ran = quoted("ran-#JOB#-#FRAME#");
    return "[ -e " + ran + " ] || { : > " + ran + "; exit " + status + "; }";
  }

  @Override
  public String note(String words) {
    return "echo '" + words + "' >> " + quoted("notes");
  }

  @Override
  public String say(String words) {
    return "echo '" + words + "'";
  }

  @Override
  public String untilOpened(String gate) {
    return "while [ ! -e " + quoted("gate-" + gate) + " ]; do sleep 0.05; done";
  }

  @Override
  public void open(String gate) {
    try {
      Files.write(folder.resolve("gate-" + gate), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> notes() {
    Path notes = folder.resolve("notes");
    try {
      return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String quoted(String file) {
    return "'" + (folder + "/" + file).replace("'", "'\\''") + "'";
  }
}
