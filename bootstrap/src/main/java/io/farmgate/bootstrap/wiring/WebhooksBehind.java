package io.farmgate.bootstrap.wiring;

import io.farmgate.adapter.http.resource.opencue.OpenCueChangeForm;
import io.farmgate.adapter.webhooks.WebhookService;
import io.farmgate.adapter.webhooks.WebhookSettings;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.Farms;
import io.farmgate.application.ManageWebhooks;
import io.farmgate.application.WatchFarm;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.bootstrap.metrics.GatewayMetrics;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.Webhooks;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Webhooks, where the configuration allows any. */
record WebhooksBehind(Optional<WebhookService> service) implements AutoCloseable {
  static final WebhooksBehind NONE = new WebhooksBehind(Optional.empty());

  /**
   * Opens their file in the state folder, which the farm has locked.
   *
   * @throws io.farmgate.adapter.webhooks.WebhooksException where it cannot be used
   */
  static WebhooksBehind open(
      GatewayConfig config, Farm farm, WatchFarm changes, GatewayMetrics metrics, Clock clock) {
    return new WebhooksBehind(
        config
            .webhooks()
            .map(targets ->
                WebhookService.open(
                    config.home().resolve("webhooks.db"),
                    WebhookSettings.of(targets),
                    new Farms(List.of(farm)),
                    changes,
                    new OpenCueChangeForm(),
                    metrics.webhooks(),
                    clock)));
  }

  ManageWebhooks use() {
    return new ManageWebhooks(new AccessPolicy(), service.map(Webhooks.class::cast));
  }

  @Override
  public void close() {
    service.ifPresent(WebhookService::close);
  }
}
