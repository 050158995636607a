package io.farmgate.domain.contract;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.Show;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.JobQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

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

  /** What a Cuebot lacks; docs/cuebot-guards.md has the reasons. */
  public static final Set<Capability> CUEBOT_LACKS =
      Set.of(
          Capability.QUOTAS,
          Capability.REVERSED_FRAMES,
          Capability.READ_LOGS,
          Capability.PARTS_OF_CORES,
          Capability.FREE_RETRIES,
          Capability.LET_GO_BY_EATING,
          Capability.HOLD_JOBS_AGAIN,
          Capability.LEND_LOCKED_HOSTS,
          Capability.LAYER_ACTIONS,
          Capability.LAYERS_IN_PAGES,
          Capability.BOOK_UNTAGGED,
          Capability.FREE_FACILITIES,
          Capability.EXACT_MAXIMA,
          Capability.LAYER_PLACES,
          Capability.FREE_NAMES,
          Capability.WHOLE_SHOWS,
          Capability.LONG_CIRCLES,
          Capability.REFUSE_FOREIGN_GROUPS,
          Capability.CHANGE_TASKS,
          Capability.HOLD_SHOWS,
          Capability.SUBSCRIBE_ALL,
          Capability.WIDE_LAYERS,
          Capability.COUNT_UNBOOKED,
          Capability.KEEP_PLACES,
          Capability.SHOW_DEFAULTS,
          Capability.ARCHIVED_NAMES,
          Capability.DIVIDE_CORES,
          Capability.DELETE_DEPARTMENTS,
          Capability.KNOW_COMMENTS);

  /** How the names of the kit's owners begin; the show's name follows. */
  static final String OWNER = "artist_";

  /** How the name of a show's second owner ends. */
  static final String SECOND = "_2";

  private static final Cores PLENTY = new Cores(1_000_000);

  private final FarmPorts farm;
  private final List<HostId> open;
  private final Map<HostId, String> homes;
  private final List<String> shows = new CopyOnWriteArrayList<>();

  /** Makes a kit for that farm. */
  public LiveKit(FarmPorts farm) {
    this.farm = farm;
    open =
        farm.hosts().all().stream()
            .filter(host -> host.lockState() == Host.LockState.OPEN)
            .map(Host::id)
            .toList();
    homes = farm.hosts().all().stream().collect(Collectors.toMap(Host::id, Host::allocation));
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

  /** Makes a show that may use every allocation that had an open host, and returns its name. */
  public String newShow() {
    Show show = farm.shows().create("kit_" + Long.toString(System.nanoTime(), 36));
    shows.add(show.name());
    farm.hosts().all().stream()
        .filter(host -> open.contains(host.id()))
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

  /**
   * Kills the unfinished jobs of the kit's shows, takes hosts from its owners, opens the hosts that
   * were open when it began and moves those that were elsewhere. Other shows are left alone.
   */
  public void endWhatIsLeft() {
    own().forEach(job -> farm.jobControl().kill(job.id(), FarmDriver.REASON));
    // A host that belongs to somebody works for that owner's show alone.
    farm.deeds().all().stream()
        .filter(deed -> deed.ownerName().startsWith(OWNER))
        .forEach(deed -> farm.deeds().end(deed.id()));
    open.forEach(host -> farm.hosts().setLock(host, Host.LockState.OPEN));
    farm.hosts().all().forEach(this::bringHome);
  }

  private void bringHome(Host host) {
    String home = homes.getOrDefault(host.id(), host.allocation());
    if (!home.equals(host.allocation())) {
      farm.setup()
          .allocations()
          .byName(home)
          .ifPresent(known -> farm.setup().allocations().moveHosts(known.id(), Set.of(host.id())));
    }
  }

  private List<Job> own() {
    return farm.jobs().list(JobQuery.UNFINISHED).stream()
        .filter(job -> shows.contains(job.show().replaceFirst("_archive$", "")))
        .toList();
  }

  /** Removes the kit's shows, or puts them to sleep where they had jobs, and says what it did. */
  public String cleanUp() {
    endWhatIsLeft();
    List<String> asleep = new ArrayList<>();
    List<String> left = new ArrayList<>();
    int removed = 0;
    for (String name : shows) {
      for (String owner : List.of(OWNER + name, OWNER + name + SECOND)) {
        farm.owners().byName(owner).ifPresent(known -> farm.owners().delete(known.id()));
      }
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
