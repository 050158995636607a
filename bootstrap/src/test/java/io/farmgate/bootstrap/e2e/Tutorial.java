package io.farmgate.bootstrap.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code blocks of {@code docs/tutorial.md}, as they stand there. A {@code bash} block is run; a
 * block of another language whose first line names a file is that file; {@code text} is for the
 * reader's other terminals.
 *
 * @param shell all bash blocks, in order
 * @param files contents by file name
 * @param headings the titles of the steps
 */
record Tutorial(String shell, Map<String, String> files, List<String> headings) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern FILE_NAME = Pattern.compile("(?:# |<!-- )(\\S+\\.\\w+)");
  private static final Pattern STEP = Pattern.compile("^## (Step \\d+: .+)$", Pattern.MULTILINE);

  static Tutorial read(Path markdown) throws IOException {
    String text = Files.readString(markdown);
    StringBuilder shell = new StringBuilder("set -euo pipefail\n");
    Map<String, String> files = new TreeMap<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String body = block.group(2);
      Matcher name = FILE_NAME.matcher(body.lines().findFirst().orElse(""));
      if (block.group(1).equals("bash")) {
        shell.append(body);
      } else if (name.lookingAt()) {
        files.put(name.group(1), body);
      } else if (!block.group(1).equals("text")) {
        throw new IllegalStateException("a " + block.group(1) + " block without a file name");
      }
    }
    List<String> headings = new ArrayList<>();
    STEP.matcher(text).results().forEach(step -> headings.add(step.group(1)));
    return new Tutorial(shell.toString(), files, headings);
  }

  /** Writes the files, and the shell blocks as {@code tutorial.sh}. */
  void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(folder.resolve("tutorial.sh"), shell);
  }
}
