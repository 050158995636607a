package io.farmgate.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of one bench, on loopback. Closing it ends those that it started. */
final class Processes implements AutoCloseable {
  private final Path root;
  private final Path home;
  private final List<Process> started = new CopyOnWriteArrayList<>();

  /**
   * Creates it.
   *
   * @param root the checkout whose {@code farmgate} script is run
   */
  Processes(Path root) throws IOException {
    this.root = root;
    this.home = Files.createTempDirectory("farmgate-bench");
    // Whoever is interrupted leaves no gateway behind that runs on.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> started.forEach(Process::destroy), "bench-end"));
  }

  /** Starts the farm and returns its port. */
  int farm() throws IOException {
    return startJava(FakeFarm.class, List.of("-Xmx1g"));
  }

  /** Starts the baseline, which gets as much memory as it wants. */
  Target baseline(int farmPort) throws IOException {
    int port = startJava(BaselineGateway.class, List.of("-Xmx6g"), "127.0.0.1:" + farmPort);
    return new Target(
        "baseline", URI.create("http://127.0.0.1:" + port), "none", started.getLast().pid());
  }

  /** Starts Farmgate as an operator would, with the flags that it ships with. */
  Target farmgate(int farmPort) throws IOException {
    int port = freePort();
    Path state = home.resolve("state-" + started.size());
    ProcessBuilder builder = farmgateCommand(state, "serve");
    builder.environment().put("CUEBOT_ENDPOINT", "127.0.0.1:" + farmPort);
    builder.environment().put("REST_PORT", Integer.toString(port));
    builder.environment().put("RATE_LIMIT_RPS", "1000000");
    builder.redirectErrorStream(true).redirectOutput(home.resolve("farmgate.log").toFile());
    Process process = builder.start();
    started.add(process);
    awaitPort(port, process);
    return new Target(
        "farmgate", URI.create("http://127.0.0.1:" + port), token(state), process.pid());
  }

  private String token(Path state) throws IOException {
    Process process =
        farmgateCommand(state, "token", "--subject", "bench", "--ttl", "2h")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out.lines().reduce((first, second) -> second).orElseThrow().strip();
  }

  private ProcessBuilder farmgateCommand(Path state, String... arguments) {
    List<String> command = new ArrayList<>(List.of(root.resolve("farmgate").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("FARMGATE_HOME", state.toString());
    return builder;
  }

  private int startJava(Class<?> main, List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectError(home.resolve(main.getSimpleName() + ".log").toFile())
            .start();
    started.add(process);
    // Not closed: it is the process's for as long as that lives.
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("port ")) {
        return Integer.parseInt(line.substring("port ".length()));
      }
    }
    throw new IOException(main.getSimpleName() + " ended before it served");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The first start builds Farmgate, which takes minutes. */
  private void awaitPort(int port, Process process) throws IOException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket door = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (door.isConnected()) {
          return;
        }
      } catch (IOException e) {
        pause();
      }
    }
    throw new IOException(
        "farmgate did not start: " + Files.readString(home.resolve("farmgate.log")));
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Process process : started.reversed()) {
      process.destroy();
    }
    try {
      for (Process process : started) {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
