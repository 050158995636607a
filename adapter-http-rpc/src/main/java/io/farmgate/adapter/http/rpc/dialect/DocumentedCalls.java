package io.farmgate.adapter.http.rpc.dialect;

import static io.farmgate.adapter.http.rpc.dialect.DocumentedCall.alias;
import static io.farmgate.adapter.http.rpc.dialect.DocumentedCall.differs;

import io.farmgate.adapter.http.rpc.dialect.KeyAlias.Form;
import java.util.List;
import java.util.Map;

/**
 * What OpenCue's REST tutorial and REST reference describe, and its contract does not know.
 *
 * <p>A row never changes what a body means that is exactly the contract's, except where it says
 * {@code always}: there the contract's own meaning does harm.
 */
final class DocumentedCalls {
  private DocumentedCalls() {}

  /** Services that the documents name after their own package; the contract has them elsewhere. */
  static final Map<String, String> SERVICES =
      Map.of(
          "frame.FrameInterface", "job.FrameInterface",
          "layer.LayerInterface", "job.LayerInterface",
          "group.GroupInterface", "job.GroupInterface",
          "owner.OwnerInterface", "host.OwnerInterface",
          "proc.ProcInterface", "host.ProcInterface",
          "deed.DeedInterface", "host.DeedInterface");

  static final List<DocumentedCall> ROWS =
      List.of(
          alias("show.ShowInterface/GetShow", "show.ShowInterface/FindShow"),
          differs("show.ShowInterface/CreateShow").always().by(ShowRecipes::create),
          differs("job.JobInterface/GetJobs")
              .key("r.show", "r.shows", Form.NAMES)
              .key("r.user", "r.users", Form.NAMES)
              .key("r.shot", "r.shots", Form.NAMES)
              .by(JobRecipes::list),
          differs("job.JobInterface/GetFrames")
              .key("req.state", "req.states.frame_states", Form.LIST),
          differs("job.JobInterface/SetPriority").key("priority", "val", Form.VALUE),
          differs("job.JobInterface/SetMinCores").key("cores", "val", Form.VALUE),
          differs("job.JobInterface/SetMaxCores").key("cores", "val", Form.VALUE),
          differs("job.FrameInterface/GetFrames")
              .answersLike("job.JobInterface/GetFrames")
              .key("r.state", "r.states.frame_states", Form.LIST)
              .by(FrameRecipes::ofJob),
          alias("job.LayerInterface/Kill", "job.LayerInterface/KillFrames"),
          differs("job.LayerInterface/FindLayer").by(LookupRecipes::findLayer),
          differs("job.LayerInterface/GetFrames").key("req", "s", Form.VALUE),
          differs("job.GroupInterface/FindGroup").key("show", "show", Form.NAME),
          differs("job.GroupInterface/SetMinCores").key("cores", "min_cores", Form.VALUE),
          differs("job.GroupInterface/SetMaxCores").key("cores", "max_cores", Form.VALUE),
          differs("host.HostInterface/GetHosts").key("r.state", "r.states.state", Form.LIST),
          differs("host.HostInterface/GetHost").by(LookupRecipes::getHost),
          differs("host.OwnerInterface/SetMaxCores").always().by(OwnerRecipes::setMaxCores),
          differs("host.OwnerInterface/TakeOwnership").by(OwnerRecipes::takeOwnership),
          differs("host.DeedInterface/GetHost").always().by(OwnerRecipes::hostOfDeed),
          differs("host.ProcInterface/GetProc").always().by(LookupRecipes::getProc));
}
