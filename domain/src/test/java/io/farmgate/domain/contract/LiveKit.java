package io.farmgate.domain.contract;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.JobQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the kit does on a farm that was there before it and stays when it is gone: it works in shows
 * of its own that may use what the open hosts belong to, ends what it left running there, and says
 * at the end what it made and what is left of it.
 *
 * <p>Which farm is said by {@code -Dfarmgate.contract.farm=cuebot:HOST:PORT}; {@code
 * -Dfarmgate.contract.folder=FOLDER} names a folder that the farm's hosts can write to and this
 * machine sees under the same path, and {@code -Dfarmgate.contract.patience=SECONDS} how long one
 * thing may take there (90): OpenCue's hosts ask for work every few seconds at best.
 */
public final class LiveKit {
  /** The property that names the farm. */
  public static final String FARM = "farmgate.contract.farm";

  /** How the names of the kit's owners begin; the show's name follows. */
  static final String OWNER = "artist_";

  private static final Cores PLENTY = new Cores(1_000_000);

  private final FarmPorts farm;
  private final List<String> shows = new CopyOnWriteArrayList<>();

  /** Makes a kit for that farm. */
  public LiveKit(FarmPorts farm) {
    this.farm = farm;
  }

  /** Returns {@code HOST:PORT} of the Cuebot that is to be tested. */
  public static String cuebot() {
    String named = Objects.requireNonNull(System.getProperty(FARM));
    if (!named.startsWith("cuebot:")) {
      throw new IllegalArgumentException(FARM + ": " + named + " (expected: cuebot:HOST:PORT)");
    }
    return named.substring("cuebot:".length());
  }

  /** Returns the folder that hosts see too; {@code otherwise} where none is named. */
  public static Path folder(Path otherwise) {
    return Path.of(System.getProperty("farmgate.contract.folder", otherwise.toString()));
  }

  /** Returns how long a farm may take for one thing. */
  public static Duration patience() {
    return Duration.ofSeconds(Long.getLong("farmgate.contract.patience", 90));
  }

  /** Makes a show that may use every allocation that has an open host, and returns its name. */
  public String newShow() {
    Show show = farm.shows().create("kit_" + Long.toString(System.nanoTime(), 36));
    shows.add(show.name());
    farm.hosts().all().stream()
        .filter(host -> host.lockState() == Host.LockState.OPEN)
        .map(Host::allocation)
        .distinct()
        .flatMap(name -> farm.setup().allocations().byName(name).stream())
        .forEach(allocation -> subscribe(show, allocation));
    return show.name();
  }

  private void subscribe(Show show, Allocation allocation) {
    Optional<?> there = farm.setup().subscriptions().find(show.name(), allocation.name());
    if (there.isEmpty()) {
      farm.setup().subscriptions().create(show.id(), allocation.id(), PLENTY, PLENTY);
    }
  }

  /** Kills the unfinished jobs of the kit's shows. Other shows are left alone. */
  public void endWhatIsLeft() {
    own().forEach(job -> farm.jobControl().kill(job.id(), FarmDriver.REASON));
  }

  private List<Job> own() {
    return farm.jobs().list(JobQuery.UNFINISHED).stream()
        .filter(job -> shows.contains(job.show()))
        .toList();
  }

  /** Removes the kit's shows, or puts them to sleep where they had jobs, and says what it did. */
  public String cleanUp() {
    endWhatIsLeft();
    List<String> asleep = new ArrayList<>();
    List<String> left = new ArrayList<>();
    int removed = 0;
    for (String name : shows) {
      farm.owners().byName(OWNER + name).ifPresent(owner -> farm.owners().delete(owner.id()));
      Optional<Show> show = farm.shows().byName(name);
      if (show.isEmpty() || removes(show.get())) {
        removed++;
      } else if (sleeps(show.get())) {
        asleep.add(name);
      } else {
        left.add(name);
      }
    }
    return "The kit made %d shows: %d are gone, %d had jobs and are not active any more %s, %d are as they were %s"
        .formatted(shows.size(), removed, asleep.size(), asleep, left.size(), left);
  }

  private boolean removes(Show show) {
    try {
      farm.setup().shows().delete(show.id());
      return true;
    } catch (FarmException e) {
      return false;
    }
  }

  private boolean sleeps(Show show) {
    try {
      farm.setup().shows().setActive(show.id(), false);
      return true;
    } catch (FarmException e) {
      return false;
    }
  }
}
