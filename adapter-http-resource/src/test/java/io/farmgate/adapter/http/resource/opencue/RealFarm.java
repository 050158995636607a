package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.contract.FarmUnderTest;
import io.farmgate.domain.contract.ShellWork;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.JobQuery;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** A farm that runs what it is given, and that is the same for all tests of a class. */
interface RealFarm extends FarmUnderTest {
  /**
   * A farm with what its commands are.
   *
   * @param work in a folder that the farm's hosts and the test see
   */
  record Shared(FarmPorts ports, ShellWork work, Set<Capability> lacks) {}

  /** Returns the farm; always the same one. */
  Shared shared();

  @Override
  default FarmPorts farm() {
    return shared().ports();
  }

  @Override
  default Work work() {
    return shared().work();
  }

  @Override
  default Set<Capability> lacks() {
    return shared().lacks();
  }

  /** What is left unfinished, owned or locked would hold the next test's cores. */
  @AfterEach
  default void endWhatIsLeft() {
    FarmDriver drive = drive();
    farm()
        .jobs()
        .list(JobQuery.UNFINISHED)
        .forEach(job -> farm().jobControl().kill(job.id(), FarmDriver.REASON));
    farm().deeds().all().forEach(deed -> farm().deeds().end(deed.id()));
    drive.lockAll(LockState.OPEN);
    drive.until("all procs to end", () -> farm().procs().all(), List::isEmpty);
  }
}
