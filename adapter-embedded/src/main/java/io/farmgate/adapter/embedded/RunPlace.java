package io.farmgate.adapter.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * As whom a run runs, on which processors, and what its new files are like.
 *
 * @param umask empty for the gateway's own
 * @param processors empty for any
 * @param user absent for the gateway's own
 */
record RunPlace(String umask, List<Integer> processors, Optional<SystemUser> user) {
  static final RunPlace ANY = new RunPlace("", List.of(), Optional.empty());

  RunPlace {
    processors = List.copyOf(processors);
  }

  /** Returns the programs that become the command, in its own place, once they have seen to it. */
  List<String> prefix() {
    List<String> prefix = new ArrayList<>();
    if (!processors.isEmpty()) {
      prefix.addAll(List.of(program("taskset").toString(), "-c", list()));
    }
    user.ifPresent(person ->
        prefix.addAll(
            List.of(
                program("setpriv").toString(),
                "--reuid=" + person.uid(),
                "--regid=" + person.gid(),
                "--init-groups")));
    return prefix;
  }

  private String list() {
    return processors.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Finds the places of runs by the farm's settings. */
  static final class Finder {
    private final FrameSettings settings;
    private final @Nullable Processors processors;

    /**
     * Makes a finder.
     *
     * @throws FarmStartException where the machine or the gateway's user cannot do what is set
     */
    Finder(FrameSettings settings) {
      this(settings, SystemUser.isRoot());
    }

    /** The same, where it is known whether the gateway may become any other user. */
    Finder(FrameSettings settings, boolean isRoot) {
      this.settings = settings;
      this.processors = settings.affinity() ? new Processors(Processors.ofThisProcess()) : null;
      if (settings.affinity()) {
        program("taskset");
      }
      if (settings.asJobsUser()) {
        program("setpriv");
        if (!isRoot) {
          throw new FarmStartException(
              "frames cannot run as the users of their jobs (expected: a gateway that runs as root,"
                  + " or frames that run as the gateway's user)");
        }
      }
    }

    /**
     * Finds a run's place.
     *
     * @throws IOException where the job's user is none of this machine's people
     */
    RunPlace place(RunOrder order) throws IOException {
      Optional<SystemUser> user =
          settings.asJobsUser() ? Optional.of(SystemUser.person(order.user())) : Optional.empty();
      List<Integer> own = processors == null ? List.of() : processors.take(order.cores());
      return new RunPlace(settings.umask().orElse(""), own, user);
    }

    /** Takes a run's place back. */
    void leave(RunPlace place) {
      if (processors != null) {
        processors.giveBack(place.processors());
      }
    }
  }

  /**
   * Finds a program of util-linux.
   *
   * @throws FarmStartException where the machine has none
   */
  static Path program(String name) {
    return List.of("/usr/bin/", "/bin/", "/usr/local/bin/").stream()
        .map(folder -> Path.of(folder + name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new FarmStartException(
                "the program "
                    + name
                    + " is missing (expected: /usr/bin/"
                    + name
                    + ", from the package util-linux)"));
  }
}
