package io.farmgate.bootstrap.cli;

import java.util.List;

/** The commands that talk to a gateway. */
public final class FarmCommands {
  private FarmCommands() {}

  /** Returns all of them, for the command line's parser. */
  public static List<Object> all(CliContext context) {
    return List.of(
        new SubmitCommand(context),
        new JobsCommand(context),
        new JobCommand(context),
        new FramesCommand(context),
        new LogCommand(context),
        new HostsCommand(context),
        new WatchCommand(context),
        new JobActionCommand.Pause(context),
        new JobActionCommand.Resume(context),
        new KillCommand(context),
        new FrameActionCommand.Retry(context),
        new FrameActionCommand.Eat(context));
  }
}
