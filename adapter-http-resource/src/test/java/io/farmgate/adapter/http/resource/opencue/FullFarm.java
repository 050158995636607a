package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Allocation;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Host;
import io.farmgate.domain.Job;
import io.farmgate.domain.Layer;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ServiceDefaults;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.FarmChange.Kind;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.SetupPorts;
import io.farmgate.domain.port.Webhook.Wanted;
import io.farmgate.domain.port.Webhooks;
import io.farmgate.domain.spec.Specs;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A farm in memory that has one at least of whatever the document speaks of. */
final class FullFarm {
  static final String SHOW = "fuzz_show";

  final InMemoryFarm memory;

  /** The comments of jobs are known by name. */
  private final CommentId hostComment;

  /** What may stand for each name in a path. */
  final Map<String, List<String>> known = new HashMap<>();

  /** Makes it with so many of what can be deleted that some are left when it is read. */
  FullFarm(int spare, Clock clock) {
    memory = new InMemoryFarm(clock);
    FarmPorts ports = memory.ports();
    ports.shows().create(SHOW);
    Job job =
        ports
            .submissions()
            .launch(
                Specs.submission(
                    SHOW,
                    Specs.job(
                        "fuzz",
                        Specs.layer("comp", "1-5", "until never"),
                        Specs.layer("post", "1", "until never"))))
            .getFirst();
    memory.tick();
    ShowId show = ports.shows().byName(SHOW).orElseThrow().id();
    known.put("show_id", List.of(SHOW, show.value()));
    known.put("job_id", List.of(job.id().value(), job.name()));
    List<Layer> layers = ports.layers().ofJob(job.id());
    known.put("layer_id", List.of(layers.getFirst().id().value()));
    known.put(
        "frame_id",
        ports.frames().list(FrameQuery.of(job.id())).stream()
            .map(frame -> frame.id().value())
            .toList());
    Host host = ports.hosts().all().getFirst();
    known.put("host_id", List.of(host.name()));
    ports.work().hosts().addTags(host.id(), Set.of("fuzz_tag"));
    known.put("tag", List.of("fuzz_tag"));
    hostComment = ports.work().comments().add(Commented.of(host.id()), "ada", "Hot", "").id();
    known.put("group_id", List.of(ports.groups().ofShow(show).getFirst().id().value()));
    OwnerId owner = ports.owners().create(show, "fuzz_owner").id();
    ports.deeds().give(host.id(), owner);
    known.put("owner_id", List.of(owner.value()));
    known.put(
        "comment_id",
        List.of(
            ports.work().comments().add(Commented.of(job.id()), "ada", "Noise", "").id().value()));
    known.put(
        "depend_id",
        List.of(
            ports
                .work()
                .dependencies()
                .create(WorkRef.of(layers.getLast().id()), WorkRef.of(layers.getFirst().id()))
                .id()
                .value()));
    fill(ports.setup(), show, spare);
  }

  private void fill(SetupPorts setup, ShowId show, int spare) {
    String facility = setup.allocations().standard().facility();
    List<String> limits = new ArrayList<>();
    List<String> allocations = new ArrayList<>();
    List<String> subscriptions = new ArrayList<>();
    for (int i = 0; i < spare; i++) {
      limits.add(setup.limits().create("limit_" + i, i).name());
      Allocation allocation = setup.allocations().create(facility, "pool_" + i, "pool_" + i);
      allocations.add(allocation.id().value());
      subscriptions.add(
          setup.subscriptions().create(show, allocation.id(), Cores.ONE, Cores.ONE).id().value());
    }
    known.put("limit_id", limits);
    known.put("allocation_id", allocations);
    known.put("subscription_id", subscriptions);
    known.put("facility_id", List.of(facility));
    ServiceDefaults defaults = setup.services().all().getFirst().defaults();
    setup.overrides().create(show, "default", defaults);
    known.put("service_id", List.of("default"));
    known.put("filter_id", List.of(setup.filters().create(show, "fuzz_filter").id().value()));
  }

  /** Makes some webhooks that calls are about; whose they are, is said. */
  void know(Webhooks webhooks, String subject) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(
          webhooks
              .create(
                  new Webhooks.Draft(
                      "local",
                      URI.create("https://hooks.example.com/" + i),
                      Optional.empty(),
                      new Wanted(Set.of(SHOW), Set.of(), Set.of(), Set.of(Kind.JOB)),
                      subject))
              .webhook()
              .id()
              .value());
    }
    known.put("webhook_id", ids);
  }

  /** Returns the procs that run now, which come and go. */
  List<String> procs() {
    return memory.ports().procs().all().stream().map(Proc::id).map(Object::toString).toList();
  }

  /** Returns the path of an operation on what is there. */
  String path(Described operation) {
    String path = operation.path();
    for (String name : names(operation)) {
      List<String> there = there(name, path);
      if (there.isEmpty()) {
        throw new IllegalStateException("the farm has nothing for {" + name + "}");
      }
      path = path.replace("{" + name + "}", encoded(there.getFirst()));
    }
    return path;
  }

  private List<String> there(String name, String path) {
    if (name.equals("comment_id") && path.startsWith("/api/host/")) {
      return List.of(hostComment.value());
    }
    return name.equals("proc_id") ? procs() : known.getOrDefault(name, List.of());
  }

  /** Returns the names of the varying segments of an operation's path. */
  static List<String> names(Described operation) {
    return Template.split(operation.path()).stream()
        .filter(segment -> segment.startsWith("{"))
        .map(segment -> segment.substring(1, segment.length() - 1))
        .toList();
  }

  static String encoded(String text) {
    return Objects.requireNonNull(URLEncoder.encode(text, StandardCharsets.UTF_8))
        .replace("+", "%20");
  }
}
