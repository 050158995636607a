package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.adapter.http.edge.FailureForm;
import io.farmgate.adapter.http.edge.HttpApi;
import io.farmgate.adapter.http.edge.Route;
import io.farmgate.adapter.http.edge.RouteLabel;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallRecorder;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.ManageWebhooks;
import io.farmgate.application.SubmitWork;
import io.farmgate.application.WatchFarm;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * OpenCue's documented resource API: {@code [/farms/NAME]/api/...}, as {@code opencue.json} beside
 * this class says; that document at {@code /openapi/opencue.json}; and a page that shows it at
 * {@code /docs}. Thread-safe.
 */
public final class OpenCueResourceApi implements HttpApi {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final OpenCueResourceConfig config;
  private final Farms farms;
  private final CallRecorder recorder;
  private final Operations operations;
  private final Documents documents;
  private final FailureForm failures = new ResourceFailures();

  /**
   * Makes the table of what is served.
   *
   * @param recorder told of every call that was made, by the name of its operation
   */
  public OpenCueResourceApi(
      OpenCueResourceConfig config,
      Farms farms,
      BrowseFarm browse,
      ControlFarm control,
      SubmitWork submit,
      WatchFarm watch,
      ManageWebhooks webhooks,
      CallRecorder recorder) {
    this.config = config;
    this.farms = farms;
    this.recorder = recorder;
    operations = new Operations(served(config, browse, control, submit, watch, webhooks));
    documents = new Documents(config.openReads());
  }

  static List<Operation> served(
      OpenCueResourceConfig config,
      BrowseFarm browse,
      ControlFarm control,
      SubmitWork submit,
      WatchFarm watch,
      ManageWebhooks webhooks) {
    JobChanges jobs = new JobChanges(config, browse, control);
    FrameChanges frames = new FrameChanges(config, browse, control);
    FarmChanges hosts = new FarmChanges(config, browse, control);
    return Stream.of(
            new FarmReads(browse).operations(),
            new JobReads(browse).operations(),
            new Launch(submit).operations(),
            new Events(config, watch).operations(),
            new WebhookOperations(webhooks).operations(),
            jobs.operations(),
            frames.operations(),
            hosts.operations(),
            new SetupReads(browse).operations(),
            new SetupChanges(browse, control).operations(),
            new GroupChanges(browse, control).operations(),
            new LayerChanges(browse, control).operations(),
            new DependOperations(browse, control).operations(),
            new CommentOperations(browse, control).operations(),
            new FacilityOperations(browse, control).operations(),
            new ServiceOperations(browse, control).operations(),
            new OwnerOperations(browse, control).operations(),
            new HostChanges(browse, control).operations(),
            new ProcOperations(config, browse, control).operations(),
            new Bulk(jobs, frames, hosts).operations())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public @Nullable Route route(String path) {
    Route document = documents.route(path);
    if (document != null) {
      return document;
    }
    ResourcePath taken = ResourcePath.of(path);
    if (taken == null) {
      return null;
    }
    return operations
        .find(taken.rest())
        .map(found -> {
          Set<String> verbs = found.place().verbs();
          return new Route(
              verbs,
              new OperationHandler(farms, recorder, taken.farm(), found),
              new RouteLabel(found.place().template().text(), farm(taken)),
              config.openReads() ? reads(verbs) : Set.of());
        })
        .orElse(null);
  }

  private static Set<String> reads(Set<String> verbs) {
    Set<String> reads = new TreeSet<>(verbs);
    reads.retainAll(READS);
    return reads;
  }

  /** Names the farm for figures, which are kept for farms that there are only. */
  private String farm(ResourcePath path) {
    String name = path.farm();
    if (name == null) {
      return farms.byDefault().name();
    }
    return farms.has(name) ? name : RouteLabel.NONE.farm();
  }

  @Override
  public List<String> near(String path, int most) {
    ResourcePath taken = ResourcePath.of(path);
    return taken == null ? List.of() : operations.near(taken.rest(), most);
  }

  @Override
  public @Nullable FailureForm failures(String path) {
    return documents.near(path) || ResourcePath.of(path) != null ? failures : null;
  }
}
