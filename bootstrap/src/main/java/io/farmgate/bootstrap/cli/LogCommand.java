package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a frame's log. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = "Prints the log of a frame's last run.")
final class LogCommand extends FarmCommand {
  @Parameters(
      paramLabel = "FRAME",
      description =
          "JOB/FRAME by names or the job's id, such as film-sh1-me_render/0042-comp; or a"
              + " frame's id.")
  private String frame = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written, until the frame has ended.")
  private boolean follow;

  @Option(names = "--tail", paramLabel = "LINES", description = "Begin with the last lines only.")
  private int tail = -1;

  LogCommand(CliContext context) {
    super(context);
  }

  @Override
  int run(GatewayClient gateway) {
    if (wantsJson()) {
      throw new CliException(CliExit.USAGE, "--json: a log is text (expected: without it)");
    }
    int slash = frame.lastIndexOf('/');
    List<String> query = new ArrayList<>();
    String id = frame;
    if (slash > 0) {
      JsonNode found = find(gateway, frame.substring(0, slash), frame.substring(slash + 1));
      id = found.path("id").asText();
      query.add("job=" + Text.encoded(found.path("jobId").asText()));
    }
    if (tail >= 0) {
      query.add("tail=" + tail);
    }
    if (follow) {
      query.add("follow=true");
    }
    String path = "/api/frame/" + Text.encoded(id) + "/log";
    copy(gateway.open(query.isEmpty() ? path : path + "?" + String.join("&", query)));
    return CliExit.OK;
  }

  private static JsonNode find(GatewayClient gateway, String job, String name) {
    JsonNode known = gateway.get("/api/job/" + Text.encoded(job));
    String number = name.replaceAll("-.*", "");
    List<JsonNode> found = new ArrayList<>();
    if (number.matches("[0-9]{1,9}")) {
      gateway.pages(
          "/api/job/" + Text.encoded(job) + "/frame?number=" + Integer.parseInt(number),
          page ->
              page.path("frames")
                  .forEach(one -> {
                    if (one.path("name").asText().equals(name) || name.equals(number)) {
                      found.add(one);
                    }
                  }));
    }
    if (found.size() != 1) {
      throw new CliException(
          CliExit.NOT_FOUND,
          job
              + " has "
              + (found.isEmpty() ? "no frame " : "several frames ")
              + name
              + " (expected: a name that 'farmgate frames' shows)");
    }
    ObjectNode one = found.getFirst().deepCopy();
    return one.put("jobId", known.path("id").asText());
  }

  /** A log is what a frame has written; a terminal obeys it as it does the frame itself. */
  private void copy(InputStream log) {
    try (Reader text = new InputStreamReader(log, StandardCharsets.UTF_8)) {
      char[] buffer = new char[8192];
      int count = text.read(buffer);
      while (count >= 0) {
        out().write(buffer, 0, count);
        out().flush();
        count = text.read(buffer);
      }
    } catch (IOException e) {
      throw new CliException(CliExit.UNAVAILABLE, "the log broke off in the middle", e);
    }
  }
}
