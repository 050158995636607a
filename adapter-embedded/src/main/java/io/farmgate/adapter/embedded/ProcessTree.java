package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.ProcessTable.Entry;
import io.farmgate.adapter.embedded.ProcessTable.ProcessKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All processes that one run of a frame has started, also those that have left its session or lost
 * their parent.
 *
 * <h2>Who belongs to it</h2>
 *
 * The root, known by its pid and start time; who was seen as a member before; who carries the run's
 * marker in its environment; every descendant of those; and every process in the root's session, as
 * long as a member is in that session. A pid alone never makes a member: pids are given out anew. A
 * process escapes only if it wipes its environment, leaves the session and loses its parent, all
 * between two looks.
 *
 * <p>Safe to use from many threads.
 */
final class ProcessTree {
  /** The variable that marks every process of a run, unless it wipes its environment. */
  static final String MARKER = "CUE_PROC_ID";

  private static final Logger log = LoggerFactory.getLogger(ProcessTree.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private final ReentrantLock ending = new ReentrantLock();
  private final String variable;
  private final @Nullable ProcessKey root;
  private final Set<ProcessKey> seen = new HashSet<>();

  /**
   * Watches the tree of a run.
   *
   * @param procKey what the marker holds
   * @param root the first process; null where it was not written down, and only the marker tells
   */
  ProcessTree(String procKey, @Nullable ProcessKey root) {
    this.variable = MARKER + "=" + procKey;
    this.root = root;
    if (root != null) {
      seen.add(root);
    }
  }

  /**
   * What the tree holds resident, in bytes.
   *
   * @param peak the most that is known of: all together now, or one process at any time
   */
  record Memory(long together, long peak) {}

  /** Adds up what the tree holds. */
  Memory memory(ProcessTable table) {
    long together = 0;
    long peak = 0;
    for (Entry member : members(table, false)) {
      ProcessTable.Resident resident = ProcessTable.resident(member.pid());
      together += resident.now();
      peak = Math.max(peak, resident.peak());
    }
    return new Memory(together, Math.max(together, peak));
  }

  /** Takes in a process that was found to have the run's marker. */
  synchronized void adopt(ProcessKey process) {
    seen.add(process);
  }

  /**
   * Ends the tree: asks all of it to end (TERM), and kills what is left after {@code grace}.
   * Returns when nothing is left, or after {@code patience} more.
   *
   * @return whether nothing is left
   */
  boolean end(Duration grace, Duration patience) {
    ending.lock();
    try {
      if (signalAll(Signals.TERM) == 0 || awaitEmpty(grace)) {
        return true;
      }
      long giveUp = System.nanoTime() + patience.toNanos();
      Duration pause = FIRST_PAUSE;
      while (signalAll(Signals.KILL) > 0) {
        if (System.nanoTime() - giveUp > 0) {
          log.error("Processes of {} do not end: {}", variable, current());
          return false;
        }
        pause = pause(pause);
      }
      return true;
    } finally {
      ending.unlock();
    }
  }

  /** Returns the members that are there now. */
  List<Entry> current() {
    return members(ProcessTable.read(), true);
  }

  private boolean awaitEmpty(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    Duration pause = FIRST_PAUSE;
    while (System.nanoTime() - end < 0) {
      pause = pause(pause);
      if (current().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private int signalAll(int signal) {
    List<Entry> members = current();
    if (root != null && members.stream().anyMatch(entry -> entry.group() == root.pid())) {
      Signals.toGroup(root.pid(), signal);
    }
    for (Entry member : members) {
      // Looked at once more, so that a pid given out anew since is not hit.
      boolean same =
          ProcessTable.find(member.pid()).map(Entry::key).filter(member.key()::equals).isPresent();
      if (same) {
        Signals.toProcess(member.pid(), signal);
      }
    }
    return members.size();
  }

  private synchronized List<Entry> members(ProcessTable table, boolean readEnvironments) {
    long earliest = root == null ? 0 : root.started();
    List<Entry> others = new ArrayList<>();
    List<Entry> members = new ArrayList<>();
    for (Entry entry : table.entries()) {
      boolean member =
          seen.contains(entry.key())
              || (readEnvironments
                  && entry.started() >= earliest
                  && ProcessTable.hasVariable(entry.pid(), variable));
      (member ? members : others).add(entry);
    }
    while (growBy(others, members)) {
      // Until nobody joins: a descendant may be listed before its parent.
    }
    seen.clear();
    if (root != null) {
      seen.add(root);
    }
    members.forEach(entry -> seen.add(entry.key()));
    return members;
  }

  private boolean growBy(List<Entry> others, List<Entry> members) {
    Set<Integer> pids = new HashSet<>();
    boolean inSession = false;
    for (Entry member : members) {
      pids.add(member.pid());
      inSession |= root != null && member.session() == root.pid();
    }
    int session = inSession && root != null ? root.pid() : -1;
    Predicate<Entry> joins = entry -> pids.contains(entry.parent()) || entry.session() == session;
    List<Entry> joining = others.stream().filter(joins).toList();
    members.addAll(joining);
    others.removeAll(joining);
    return !joining.isEmpty();
  }

  /** Waits, and returns how long to wait next: each look reads the whole process table. */
  private static Duration pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      // Ending goes on: a tree left half dead would run beside its frame's next run.
      log.debug("Interrupted while ending processes; going on");
    }
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }
}
