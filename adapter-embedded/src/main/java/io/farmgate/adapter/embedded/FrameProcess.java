package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.ProcessTable.Entry;
import io.farmgate.adapter.embedded.ProcessTable.ProcessKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first process of a run, in a session of its own.
 *
 * <p>It starts as a shell that waits for one word on its standard input. So the farm can write down
 * which process it is before it can do anything; and where the gateway dies before that, the shell
 * reads the end of its input and is gone. With the word it becomes {@code /bin/sh -c COMMAND} with
 * nothing on its standard input: same pid, same session, same log; the programs that see to its
 * user and its processors become it, too. {@code setsid} runs the shell in its own place, because a
 * child of the JVM never leads a process group; so the pid that the JVM knows is the session's.
 */
final class FrameProcess {
  private static final String GATE =
      "read -r word && [ \"$word\" = go ] && { [ -z \"$1\" ] || umask \"$1\"; } && shift"
          + " && exec \"$@\" </dev/null; exit 125";

  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private final Process process;
  private final ProcessKey key;

  private FrameProcess(Process process, ProcessKey key) {
    this.process = process;
    this.key = key;
  }

  /** Starts a shell that waits for {@link #go}. */
  static FrameProcess start(
      RunPlace place, String command, Map<String, String> environment, Path folder, Path log)
      throws IOException {
    checkEncodable(command, environment);
    List<String> words = new ArrayList<>();
    words.addAll(List.of(findSetsid().toString(), "/bin/sh", "-c", GATE, "farmgate-frame"));
    words.add(place.umask());
    words.addAll(place.prefix());
    words.addAll(List.of("/bin/sh", "-c", command));
    ProcessBuilder builder = new ProcessBuilder(words);
    try {
      builder.environment().clear();
      builder.environment().putAll(environment);
    } catch (IllegalArgumentException e) {
      throw new IOException("the environment has a variable that cannot be one", e);
    }
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    Optional<ProcessKey> key = ProcessTable.find(process.pid()).map(Entry::key);
    if (key.isEmpty()) {
      // Ended, or not to be seen: then it must not wait for a word that nobody will send.
      process.destroyForcibly();
      throw new IOException("the shell that waits for the command cannot be found");
    }
    return new FrameProcess(process, key.get());
  }

  /**
   * The JDK hands arguments and variables over in the encoding of its locale, and writes "?" for
   * what that lacks: another command than the one that was submitted, and to the shell a wildcard.
   */
  private static void checkEncodable(String command, Map<String, String> environment)
      throws IOException {
    CharsetEncoder encoder = NATIVE.newEncoder();
    if (!encoder.canEncode(command)
        || !environment.values().stream().allMatch(encoder::canEncode)
        || !environment.keySet().stream().allMatch(encoder::canEncode)) {
      throw new IOException(
          "the command or a variable has characters that the gateway's locale lacks (encoding "
              + NATIVE
              + "; expected: a gateway that is started with LC_ALL=C.UTF-8 or another UTF-8"
              + " locale)");
    }
  }

  /** Returns which process it is. */
  ProcessKey key() {
    return key;
  }

  /** Lets the command run. */
  void go() {
    answer("go\n");
  }

  /** Lets the shell end without the command. */
  void cancel() {
    answer("");
  }

  /** Waits for the command's end and returns its status as a shell gives it. */
  int await() {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        // Again: runs are ended by signals to their processes, and this thread outlives them all.
      }
    }
  }

  /**
   * Finds the {@code setsid} program.
   *
   * @throws FarmStartException where the machine has none
   */
  static Path findSetsid() {
    return RunPlace.program("setsid");
  }

  private void answer(String text) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The shell is gone, ended by somebody; its status will say so.
    }
  }
}
