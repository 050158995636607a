package io.farmgate.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.CallRecorder;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.ReadLogs;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.port.Farm;
import java.util.List;
import java.util.concurrent.Executor;

/** The use cases. They are built here, so that the application itself knows no Dagger. */
@Module
final class UseCaseModule {
  private UseCaseModule() {}

  @Provides
  static Farms farms(Farm farm) {
    return new Farms(List.of(farm));
  }

  @Provides
  static AccessPolicy accessPolicy() {
    return new AccessPolicy();
  }

  @Provides
  static CallRecorder callRecorder(Watch watch) {
    return watch.calls();
  }

  @Provides
  static CallFarmMethod callFarmMethod(
      AccessPolicy policy, CallRecorder recorder, Executor blocking) {
    return new CallFarmMethod(policy, recorder, blocking);
  }

  @Provides
  static BrowseFarm browseFarm(AccessPolicy policy) {
    return new BrowseFarm(policy);
  }

  @Provides
  static ReadLogs readLogs(AccessPolicy policy, BrowseFarm browse) {
    return new ReadLogs(policy, browse);
  }

  @Provides
  static ControlFarm controlFarm(AccessPolicy policy) {
    return new ControlFarm(policy);
  }

  @Provides
  static SubmitWork submitWork(AccessPolicy policy) {
    return new SubmitWork(policy);
  }
}
