package io.farmgate.benchmarks;

import static java.util.Locale.ROOT;

import com.google.protobuf.util.JsonFormat;
import com.sun.management.ThreadMXBean;
import io.farmgate.opencue.transcode.InputShape;
import io.farmgate.opencue.transcode.JsonToWire;
import io.farmgate.opencue.transcode.OutputShape;
import io.farmgate.opencue.transcode.WireToJson;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The transcoder beside protobuf's JsonFormat in processor time of the thread, in turns: on a
 * machine that does other work as well, JMH's times on the clock say little. Garbage collection is
 * not in it, which favours JsonFormat.
 */
@Command(
    name = "ratios",
    mixinStandardHelpOptions = true,
    description = "Compares the transcoder with JsonFormat in processor time.")
public final class TranscoderRatios implements Callable<Integer> {
  private static final String BODY =
      "{\"r\":{\"shows\":[\"show_1\"],\"users\":[\"artist1\"],\"includeFinished\":true}}";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long TURN_NANOS = 100_000_000;

  @Option(names = "--rounds", defaultValue = "12", description = "pairs of turns, 0.2 s each")
  private int rounds;

  private final WireToJson output =
      OutputShape.standard().compile(JobGetJobsResponse.getDescriptor());
  private final JsonToWire input = InputShape.standard().compile(JobGetJobsRequest.getDescriptor());
  private final JsonFormat.Printer printer =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();
  private final JsonFormat.Parser parser = JsonFormat.parser().ignoringUnknownFields();
  private final byte[] body = BODY.getBytes(StandardCharsets.UTF_8);

  /** Keeps what was made from being optimised away. */
  private long made;

  /** Runs it; exits with 0. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TranscoderRatios()).execute(args));
  }

  /** What one turn gave, for each time that the work was done. */
  private record Turn(double nanos, double allocated) {}

  @Override
  public Integer call() throws Exception {
    System.out.println(
        "| work | ours us | JsonFormat us | ratio | ours allocates B | JsonFormat allocates B |");
    System.out.println("|---|---|---|---|---|---|");
    for (int jobs : new int[] {1, 100, 10_000}) {
      byte[] wire = SampleFarm.jobs(jobs).toByteArray();
      compare("wire to JSON, a job of " + jobs, jobs, () -> ours(wire), () -> theirs(wire));
    }
    compare("JSON to wire, body of GetJobs", 1, this::ourInput, this::theirInput);
    if (made == 0) {
      throw new IllegalStateException("nothing was made");
    }
    return 0;
  }

  private void ours(byte[] wire) throws Exception {
    output.write(
        wire, 0, wire.length, (buffer, offset, length, last) -> made += buffer[offset] + length);
  }

  private void theirs(byte[] wire) throws Exception {
    made +=
        printer.print(JobGetJobsResponse.parseFrom(wire)).getBytes(StandardCharsets.UTF_8).length;
  }

  private void ourInput() throws Exception {
    made += input.read(body, 0, body.length).bytes().length;
  }

  private void theirInput() throws Exception {
    JobGetJobsRequest.Builder request = JobGetJobsRequest.newBuilder();
    parser.merge(new String(body, StandardCharsets.UTF_8), request);
    made += request.build().toByteArray().length;
  }

  /** A piece of work. */
  private interface Work {
    void run() throws Exception;
  }

  private void compare(String name, int units, Work ours, Work theirs) throws Exception {
    Turn[] mine = new Turn[2 * rounds];
    Turn[] other = new Turn[2 * rounds];
    for (int i = 0; i < rounds; i++) {
      // A B B A: whatever grows slower or faster meanwhile does so for both.
      mine[2 * i] = turn(ours, units);
      other[2 * i] = turn(theirs, units);
      other[2 * i + 1] = turn(theirs, units);
      mine[2 * i + 1] = turn(ours, units);
    }
    double us = settled(mine).nanos() / 1e3;
    double them = settled(other).nanos() / 1e3;
    System.out.printf(
        ROOT,
        "| %s | %.2f | %.2f | %.1f | %.0f | %.0f |%n",
        name,
        us,
        them,
        them / us,
        settled(mine).allocated(),
        settled(other).allocated());
  }

  private static Turn turn(Work work, int units) throws Exception {
    long id = Thread.currentThread().threadId();
    long allocated = THREADS.getThreadAllocatedBytes(id);
    long start = THREADS.getCurrentThreadCpuTime();
    long now = start;
    long count = 0;
    while (now - start < TURN_NANOS) {
      // To ask for the time costs as much as a small piece of work.
      int times = Math.max(1, 100 / units);
      for (int i = 0; i < times; i++) {
        work.run();
      }
      count += (long) times * units;
      now = THREADS.getCurrentThreadCpuTime();
    }
    double all = count;
    return new Turn((now - start) / all, (THREADS.getThreadAllocatedBytes(id) - allocated) / all);
  }

  /** Returns the medians of the second half: before it the compiler is at work. */
  private static Turn settled(Turn[] turns) {
    Turn[] half = Arrays.copyOfRange(turns, turns.length / 2, turns.length);
    return new Turn(
        LoadBench.median(Arrays.stream(half).mapToDouble(Turn::nanos).toArray()),
        LoadBench.median(Arrays.stream(half).mapToDouble(Turn::allocated).toArray()));
  }
}
