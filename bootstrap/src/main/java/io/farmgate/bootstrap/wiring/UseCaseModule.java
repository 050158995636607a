package io.farmgate.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.port.Farm;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executor;

/** The use cases. They are built here, so that the application itself knows no Dagger. */
@Module
final class UseCaseModule {
  private UseCaseModule() {}

  @Provides
  @Singleton
  static Farms farms(Farm farm) {
    return new Farms(List.of(farm));
  }

  @Provides
  @Singleton
  static AccessPolicy accessPolicy() {
    return new AccessPolicy();
  }

  @Provides
  @Singleton
  static CallFarmMethod callFarmMethod(AccessPolicy policy, Executor blocking) {
    return new CallFarmMethod(policy, new CallLog(), blocking);
  }

  @Provides
  @Singleton
  static BrowseFarm browseFarm(AccessPolicy policy) {
    return new BrowseFarm(policy);
  }

  @Provides
  @Singleton
  static ControlFarm controlFarm(AccessPolicy policy) {
    return new ControlFarm(policy);
  }

  @Provides
  @Singleton
  static SubmitWork submitWork(AccessPolicy policy) {
    return new SubmitWork(policy);
  }
}
