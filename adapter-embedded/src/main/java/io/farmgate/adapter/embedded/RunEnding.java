package io.farmgate.adapter.embedded;

import java.time.Duration;

/** Why a run was ended by somebody other than its command. The log's footer says so. */
sealed interface RunEnding {
  /** Returns a sentence for the log. */
  String text();

  /** A person has ended it. What becomes of the frame is on disk already. */
  record Asked() implements RunEnding {
    @Override
    public String text() {
      return "ended because somebody asked for it";
    }
  }

  /** The farm is closing. */
  record Closing() implements RunEnding {
    @Override
    public String text() {
      return "ended because the farm was closed; it runs again at the next start";
    }
  }

  /** It took longer than its layer allows. */
  record OutOfTime(Duration allowed) implements RunEnding {
    @Override
    public String text() {
      return "timeout: it ran longer than " + words(allowed) + ", which its layer allows";
    }
  }

  /** It wrote nothing to its log for longer than its layer allows. */
  record Silent(Duration allowed) implements RunEnding {
    @Override
    public String text() {
      return "timeout: it wrote nothing to this log for "
          + words(allowed)
          + ", which its layer allows";
    }
  }

  /**
   * It held too much memory, for its reservation or for the machine.
   *
   * @param used bytes
   * @param reserved bytes
   */
  record OutOfMemory(long used, long reserved, boolean machineFull) implements RunEnding {
    /** What OpenCue writes down for it, and goes by. */
    static final int EXIT_STATUS = 33;

    @Override
    public String text() {
      return "memory: it held "
          + used / 1024
          + " KB and had reserved "
          + reserved / 1024
          + " KB"
          + (machineFull ? ", and the machine had hardly any left" : "");
    }
  }

  /**
   * Tells whether the frame is given up, however many retries its job has left; as OpenCue does.
   */
  default boolean isFinal() {
    return switch (this) {
      case OutOfTime _, Silent _ -> true;
      case Asked _, Closing _, OutOfMemory _ -> false;
    };
  }

  /** Tells whether the run has failed by it, whatever its command says as it goes. */
  default boolean isFailure() {
    return switch (this) {
      case OutOfTime _, Silent _, OutOfMemory _ -> true;
      case Asked _, Closing _ -> false;
    };
  }

  private static String words(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
