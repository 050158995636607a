package io.farmgate.adapter.http.rpc.method;

import com.google.protobuf.Descriptors.Descriptor;
import io.farmgate.domain.FrameCounts;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.transcode.ComputedValue;
import io.farmgate.opencue.transcode.FieldPath;
import io.farmgate.opencue.transcode.MalformedWireException;
import io.farmgate.opencue.transcode.MessageView;
import io.farmgate.opencue.transcode.OutputShape;
import io.farmgate.opencue.transcode.ValueWriter;
import io.farmgate.opencue.wire.job.JobState;
import java.io.IOException;

/** The two forms of answers. */
final class Shapes {
  private Shapes() {}

  /** The reference's form, with what it documents beyond the contract. */
  static OutputShape standard() {
    OutputShape.Builder shape = OutputShape.builder();
    DocumentedFields.addTo(shape, name -> name);
    return shape.build();
  }

  /** The tutorial's form. */
  static OutputShape flat(MethodCatalogue catalogue) {
    Descriptor job =
        catalogue
            .message("job.Job")
            .orElseThrow(() -> new IllegalStateException("the contract has no job.Job"));
    OutputShape.Builder shape = OutputShape.builder();
    DocumentedFields.addTo(shape, DocumentedFields::snakeCase);
    return shape
        .protoNames()
        .unwrapSeq()
        .rename(job.findFieldByName("job_stats"), "stats")
        .replace(job.findFieldByName("state"), new DocumentedState(job))
        .add(job, "total_frames", new TotalFrames(job))
        .build();
  }

  /** How many frames a job has, beside its name as in the tutorial. */
  private record TotalFrames(FieldPath path) implements ComputedValue {
    TotalFrames(Descriptor job) {
      this(FieldPath.of(job, "job_stats.total_frames"));
    }

    @Override
    public void write(MessageView message, ValueWriter value) throws IOException {
      value.number(message.integer(path));
    }
  }

  /** The documented word for a job's state. */
  private static final class DocumentedState implements ComputedValue {
    private final FieldPath state;
    private final FieldPath paused;
    private final FieldPath waiting;
    private final FieldPath depend;
    private final FieldPath running;
    private final FieldPath succeeded;
    private final FieldPath dead;
    private final FieldPath eaten;
    private final FieldPath total;

    DocumentedState(Descriptor job) {
      state = FieldPath.of(job, "state");
      paused = FieldPath.of(job, "is_paused");
      waiting = FieldPath.of(job, "job_stats.waiting_frames");
      depend = FieldPath.of(job, "job_stats.depend_frames");
      running = FieldPath.of(job, "job_stats.running_frames");
      succeeded = FieldPath.of(job, "job_stats.succeeded_frames");
      dead = FieldPath.of(job, "job_stats.dead_frames");
      eaten = FieldPath.of(job, "job_stats.eaten_frames");
      total = FieldPath.of(job, "job_stats.total_frames");
    }

    @Override
    public void write(MessageView message, ValueWriter value) throws IOException {
      boolean finished = message.integer(state) == JobState.FINISHED_VALUE;
      value.string(JobWords.of(finished, message.bool(paused), frames(message)).name());
    }

    private FrameCounts frames(MessageView message) throws MalformedWireException {
      return JobFrames.counts(
          count(message, waiting),
          count(message, depend),
          count(message, running),
          count(message, succeeded),
          count(message, dead),
          count(message, eaten),
          count(message, total));
    }

    private static int count(MessageView message, FieldPath path) throws MalformedWireException {
      return (int) message.integer(path);
    }
  }
}
