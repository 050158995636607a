package io.farmgate.bootstrap.cli;

import java.util.List;

/** The commands that talk to a gateway. */
public final class FarmCommands {
  /** Their exit codes beside those of the other commands, for {@code --help}. */
  public static final List<String> EXIT_CODES =
      List.of(
          "6:no gateway answers at that address",
          "7:there is no token, or the gateway does not let it do that",
          "8:there is no such job, frame or host",
          "9:the gateway refuses the request: something in it is wrong, or it cannot be now",
          "10:the farm cannot do that",
          "11:the gateway or its farm fails, or has no room just now",
          "12:a job that was watched has not succeeded, or some of several things were not done");

  private FarmCommands() {}

  /** Returns all of them, for the command line's parser. */
  public static List<Object> all(CliContext context) {
    return List.of(
        new SubmitCommand(context),
        new JobsCommand(context),
        new JobCommand(context),
        new FramesCommand(context),
        new HostsCommand(context),
        new WatchCommand(context),
        new JobActionCommand.Pause(context),
        new JobActionCommand.Resume(context),
        new KillCommand(context),
        new FrameActionCommand.Retry(context),
        new FrameActionCommand.Eat(context));
  }
}
