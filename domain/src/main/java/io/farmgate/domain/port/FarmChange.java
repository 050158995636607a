package io.farmgate.domain.port;

import io.farmgate.domain.Frame;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.Layer;
import java.util.Optional;

/** Something that has changed on a farm, as it stands after the change. */
public sealed interface FarmChange {

  /** What may change. */
  enum Kind {
    JOB,
    LAYER,
    FRAME,
    HOST
  }

  /** Returns what kind of thing has changed; absent where the change is about all of them. */
  Optional<Kind> kind();

  /** Returns the job that has changed, or whose layer or frames have. */
  default Optional<Job> of() {
    return Optional.empty();
  }

  /** A job is new or has changed. */
  record OfJob(Job job) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.of(Kind.JOB);
    }

    @Override
    public Optional<Job> of() {
      return Optional.of(job);
    }
  }

  /** A job is no longer there; {@code job} is how it was seen last. */
  record JobGone(Job job) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.of(Kind.JOB);
    }

    @Override
    public Optional<Job> of() {
      return Optional.of(job);
    }
  }

  /** A layer is new or has changed. */
  record OfLayer(Job job, Layer layer) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.of(Kind.LAYER);
    }

    @Override
    public Optional<Job> of() {
      return Optional.of(job);
    }
  }

  /** A frame has changed. Frames that come with a new job are not told of. */
  record OfFrame(Job job, Frame frame) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.of(Kind.FRAME);
    }

    @Override
    public Optional<Job> of() {
      return Optional.of(job);
    }
  }

  /** The run of a frame has come along: its progress is another, and nothing else has changed. */
  record FrameProgress(Job job, Frame frame) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.of(Kind.FRAME);
    }

    @Override
    public Optional<Job> of() {
      return Optional.of(job);
    }
  }

  /** More frames of a job have changed than are told of one by one: they are to be read anew. */
  record ManyFrames(Job job) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.of(Kind.FRAME);
    }

    @Override
    public Optional<Job> of() {
      return Optional.of(job);
    }
  }

  /**
   * A host is new or has changed. What it measures of itself (load, memory that is free, when it
   * last answered) makes no change alone.
   */
  record OfHost(Host host) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.of(Kind.HOST);
    }
  }

  /** A host is no longer there; {@code host} is how it was seen last. */
  record HostGone(Host host) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.of(Kind.HOST);
    }
  }

  /** The farm answers again, or does no longer: until it does, nothing is known of changes. */
  record Contact(boolean reachable) implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.empty();
    }
  }

  /** Changes were lost: everything is to be read anew. */
  record Lost() implements FarmChange {
    @Override
    public Optional<Kind> kind() {
      return Optional.empty();
    }
  }
}
