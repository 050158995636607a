package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What an embedded farm needs to know.
 *
 * @param stateFolder holds the database and the lock; created where it is missing
 * @param logRoot under which the frame logs stand; created where it is missing
 * @param clock tells the times that are stored and shown
 * @param killGrace how long processes may take to end themselves before they are killed; not
 *     negative
 * @param cores how many cores to book, where that is not what the machine has
 * @param defaultShow created on the first start
 * @param rebootCommand a line for a shell that reboots this machine; absent: nobody may ask for
 *     that
 * @param frames how frames run
 */
public record EmbeddedFarmConfig(
    Path stateFolder,
    Path logRoot,
    Clock clock,
    Duration killGrace,
    Optional<Cores> cores,
    String defaultShow,
    Optional<String> rebootCommand,
    FrameSettings frames) {

  public EmbeddedFarmConfig {
    if (killGrace.isNegative()) {
      throw new IllegalArgumentException("kill grace: " + killGrace + " (expected: 0 or more)");
    }
    stateFolder = stateFolder.toAbsolutePath().normalize();
    logRoot = logRoot.toAbsolutePath().normalize();
  }

  /** The defaults: the system's clock, 5 s of grace, all cores, and the show {@code demo_show}. */
  public static EmbeddedFarmConfig of(Path stateFolder, Path logRoot) {
    return new EmbeddedFarmConfig(
        stateFolder,
        logRoot,
        Clock.systemUTC(),
        Duration.ofSeconds(5),
        Optional.empty(),
        "demo_show",
        Optional.empty(),
        FrameSettings.DEFAULT);
  }

  /** The same, with another clock. */
  public EmbeddedFarmConfig withClock(Clock newClock) {
    return new EmbeddedFarmConfig(
        stateFolder, logRoot, newClock, killGrace, cores, defaultShow, rebootCommand, frames);
  }

  /** The same, with another grace. */
  public EmbeddedFarmConfig withKillGrace(Duration newGrace) {
    return new EmbeddedFarmConfig(
        stateFolder, logRoot, clock, newGrace, cores, defaultShow, rebootCommand, frames);
  }

  /** The same, booking so many cores whatever the machine has. */
  public EmbeddedFarmConfig withCores(Cores newCores) {
    return new EmbeddedFarmConfig(
        stateFolder,
        logRoot,
        clock,
        killGrace,
        Optional.of(newCores),
        defaultShow,
        rebootCommand,
        frames);
  }

  /** The same, letting people reboot this machine by a line for a shell. */
  public EmbeddedFarmConfig withRebootCommand(String command) {
    return new EmbeddedFarmConfig(
        stateFolder, logRoot, clock, killGrace, cores, defaultShow, Optional.of(command), frames);
  }

  /** The same, running frames in another way. */
  public EmbeddedFarmConfig withFrames(FrameSettings newFrames) {
    return new EmbeddedFarmConfig(
        stateFolder, logRoot, clock, killGrace, cores, defaultShow, rebootCommand, newFrames);
  }
}
