package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.Comment;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.DependId;
import io.farmgate.domain.FrameDisplay;
import io.farmgate.domain.FrameId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.Lending;
import io.farmgate.domain.Limit;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Depend;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.Figures;
import io.farmgate.domain.port.WorkPorts;
import java.util.List;
import java.util.Optional;

/**
 * Reads what people do with work that is on a farm, for a caller who may. What is asked for and is
 * not there is {@link FarmFailure.NotFound}.
 */
public final class BrowseWork {
  private final AccessPolicy policy;

  BrowseWork(AccessPolicy policy) {
    this.policy = policy;
  }

  /** Returns one dependency. */
  public Depend depend(Caller caller, Farm farm, DependId id) {
    return found(read(caller, farm).dependencies().byId(id), "dependency", id.value());
  }

  /** Returns what waits in a job that exists, but for frames that wait for frames. */
  public List<Depend> dependsOfJob(Caller caller, Farm farm, WorkRef.OfJob job) {
    return there(caller, farm, job).dependencies().ofJob(job);
  }

  /** Returns what waits for something that exists. */
  public List<Depend> waitingFor(Caller caller, Farm farm, WorkRef target) {
    return there(caller, farm, target).dependencies().waitingFor(target);
  }

  /** Returns what something that exists waits for. */
  public List<Depend> holding(Caller caller, Farm farm, WorkRef dependent) {
    return there(caller, farm, dependent).dependencies().holding(dependent);
  }

  /** Returns the comments on a job or a host that exists, oldest first. */
  public List<Comment> comments(Caller caller, Farm farm, Commented thing) {
    WorkPorts work = read(caller, farm);
    FarmPorts ports = farm.ports();
    switch (thing) {
      case Commented.OfJob job -> found(ports.jobs().byId(job.id()), "job", job.id().value());
      case Commented.OfHost host -> found(ports.hosts().byId(host.id()), "host", host.id().value());
    }
    return work.comments().on(thing);
  }

  /** Returns one comment on a job or a host that exists. */
  public Comment comment(Caller caller, Farm farm, Commented thing, CommentId id) {
    return found(
        comments(caller, farm, thing).stream()
            .filter(comment -> comment.id().equals(id))
            .findFirst(),
        "comment",
        id.value());
  }

  /** Returns the limits that hold for a layer that exists. */
  public List<Limit> limitsOfLayer(Caller caller, Farm farm, LayerId layer) {
    return read(caller, farm).layerLimits().ofLayer(layer);
  }

  /** Returns where a layer that exists writes its results, as it was told. */
  public List<String> outputsOfLayer(Caller caller, Farm farm, LayerId layer) {
    return read(caller, farm).outputs().ofLayer(layer);
  }

  /** Returns what the farm has done since it was started. */
  public Figures.Since figures(Caller caller, Farm farm) {
    return read(caller, farm).figures().start();
  }

  /** Returns how a frame that exists is shown in which states. */
  public List<FrameDisplay> displays(Caller caller, Farm farm, FrameId frame) {
    return read(caller, farm).frameNotes().displays(frame);
  }

  /** Returns what is lent of a host that exists, the oldest first. */
  public List<Lending> lendings(Caller caller, Farm farm, HostId host) {
    WorkPorts work = read(caller, farm);
    return work.lendings()
        .ofHost(found(farm.ports().hosts().byId(host), "host", host.value()).id());
  }

  private WorkPorts read(Caller caller, Farm farm) {
    policy.require(caller, Role.VIEWER, "read the farm");
    return farm.ports().work();
  }

  private WorkPorts there(Caller caller, Farm farm, WorkRef ref) {
    WorkPorts work = read(caller, farm);
    FarmPorts ports = farm.ports();
    switch (ref) {
      case WorkRef.OfJob job -> found(ports.jobs().byId(job.id()), "job", job.id().value());
      case WorkRef.OfLayer layer ->
          found(ports.layers().byId(layer.id()), "layer", layer.id().value());
      case WorkRef.OfFrame frame ->
          found(ports.frames().byId(frame.id()), "frame", frame.id().value());
    }
    return work;
  }

  private static <T> T found(Optional<T> thing, String kind, String key) {
    return thing.orElseThrow(() -> new FarmException(FarmFailure.NotFound.of(kind, key)));
  }
}
