package io.farmgate.benchmarks;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.farmgate.opencue.transcode.InputShape;
import io.farmgate.opencue.transcode.JsonInputException;
import io.farmgate.opencue.transcode.JsonToWire;
import io.farmgate.opencue.transcode.OutputShape;
import io.farmgate.opencue.transcode.WireToJson;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The transcoder beside protobuf's JsonFormat: {@code benchmarks/run transcoder}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx2g"})
@State(Scope.Thread)
public class TranscoderBench {
  private static final String BODY =
      "{\"r\":{\"shows\":[\"show_1\"],\"users\":[\"artist1\"],\"includeFinished\":true}}";

  /** Jobs in the list. */
  @Param({"1", "100", "10000"})
  public int jobs;

  private final WireToJson output =
      OutputShape.standard().compile(JobGetJobsResponse.getDescriptor());
  private final JsonToWire input = InputShape.standard().compile(JobGetJobsRequest.getDescriptor());
  private final JsonFormat.Printer printer =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();
  private final JsonFormat.Parser parser = JsonFormat.parser().ignoringUnknownFields();
  private final byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
  private byte[] wire = new byte[0];

  /** Builds the list. */
  @Setup
  public void build() {
    wire = SampleFarm.jobs(jobs).toByteArray();
  }

  /** Wire to JSON, ours. */
  @Benchmark
  public void wireToJson(Blackhole hole) throws IOException {
    output.write(
        wire, 0, wire.length, (buffer, offset, length, last) -> hole.consume(buffer[offset]));
  }

  /** Wire to JSON through generated classes and JsonFormat. */
  @Benchmark
  public byte[] wireToJsonFormat() throws InvalidProtocolBufferException {
    return printer.print(JobGetJobsResponse.parseFrom(wire)).getBytes(StandardCharsets.UTF_8);
  }

  /** A request's body to wire, ours. */
  @Benchmark
  public byte[] jsonToWire() throws JsonInputException {
    return input.read(body, 0, body.length).bytes();
  }

  /** A request's body to wire through JsonFormat and a generated class. */
  @Benchmark
  public byte[] jsonFormatToWire() throws InvalidProtocolBufferException {
    JobGetJobsRequest.Builder request = JobGetJobsRequest.newBuilder();
    parser.merge(new String(body, StandardCharsets.UTF_8), request);
    return request.build().toByteArray();
  }
}
