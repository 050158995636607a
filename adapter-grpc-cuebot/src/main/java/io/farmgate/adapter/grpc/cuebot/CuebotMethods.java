package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.domain.failure.FarmFailure.Outcome;
import io.farmgate.opencue.protocol.Access;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What it means when a call of a method is lost: a read can be asked again, and of a change
 * somebody has to find out. Immutable.
 */
final class CuebotMethods {
  /**
   * Which read shows whether a change was carried out: for a method, else for its service. The
   * nearest thing that the change shows in, not always the thing that the request names.
   */
  private static final String READS =
      """
      comment.CommentInterface                        job.JobInterface/GetComments
      department.DepartmentInterface                  show.ShowInterface/GetDepartment
      department.DepartmentInterface/AddDepartmentName department.DepartmentInterface/GetDepartmentNames
      department.DepartmentInterface/RemoveDepartmentName department.DepartmentInterface/GetDepartmentNames
      department.DepartmentInterface/AddTask          department.DepartmentInterface/GetTasks
      department.DepartmentInterface/AddTasks         department.DepartmentInterface/GetTasks
      department.DepartmentInterface/ReplaceTasks     department.DepartmentInterface/GetTasks
      department.DepartmentInterface/ClearTasks       department.DepartmentInterface/GetTasks
      depend.DependInterface                          depend.DependInterface/GetDepend
      facility.AllocationInterface                    facility.AllocationInterface/Get
      facility.AllocationInterface/ReparentHosts      facility.AllocationInterface/GetHosts
      facility.FacilityInterface                      facility.FacilityInterface/Get
      filter.ActionInterface                          filter.FilterInterface/GetActions
      filter.FilterInterface                          filter.FilterInterface/FindFilter
      filter.FilterInterface/CreateAction             filter.FilterInterface/GetActions
      filter.FilterInterface/CreateMatcher            filter.FilterInterface/GetMatchers
      filter.FilterInterface/RunFilterOnGroup         job.GroupInterface/GetJobs
      filter.FilterInterface/RunFilterOnJobs          job.JobInterface/GetJobs
      filter.MatcherInterface                         filter.FilterInterface/GetMatchers
      host.DeedInterface                              host.OwnerInterface/GetDeeds
      host.HostInterface                              host.HostInterface/GetHost
      host.HostInterface/AddComment                   host.HostInterface/GetComments
      host.OwnerInterface                             host.OwnerInterface/GetOwner
      host.OwnerInterface/TakeOwnership               host.HostInterface/GetOwner
      host.ProcInterface                              host.ProcInterface/GetProcs
      job.FrameInterface                              job.FrameInterface/GetFrame
      job.FrameInterface/CreateDependencyOnFrame      job.FrameInterface/GetWhatThisDependsOn
      job.FrameInterface/CreateDependencyOnJob        job.FrameInterface/GetWhatThisDependsOn
      job.FrameInterface/CreateDependencyOnLayer      job.FrameInterface/GetWhatThisDependsOn
      job.FrameInterface/DropDepends                  job.FrameInterface/GetWhatThisDependsOn
      job.FrameInterface/SetFrameStateDisplayOverride job.FrameInterface/GetFrameStateDisplayOverrides
      job.GroupInterface                              job.GroupInterface/GetGroup
      job.GroupInterface/CreateSubGroup               job.GroupInterface/GetGroups
      job.GroupInterface/ReparentGroups               job.GroupInterface/GetGroups
      job.GroupInterface/ReparentJobs                 job.GroupInterface/GetJobs
      job.JobInterface                                job.JobInterface/GetJob
      job.JobInterface/AddComment                     job.JobInterface/GetComments
      job.JobInterface/CreateDependencyOnFrame        job.JobInterface/GetWhatThisDependsOn
      job.JobInterface/CreateDependencyOnJob          job.JobInterface/GetWhatThisDependsOn
      job.JobInterface/CreateDependencyOnLayer        job.JobInterface/GetWhatThisDependsOn
      job.JobInterface/DropDepends                    job.JobInterface/GetWhatThisDependsOn
      job.JobInterface/EatFrames                      job.JobInterface/GetFrames
      job.JobInterface/KillFrames                     job.JobInterface/GetFrames
      job.JobInterface/LaunchSpec                     job.JobInterface/FindJob
      job.JobInterface/LaunchSpecAndWait              job.JobInterface/FindJob
      job.JobInterface/MarkAsWaiting                  job.JobInterface/GetFrames
      job.JobInterface/MarkDoneFrames                 job.JobInterface/GetFrames
      job.JobInterface/ReorderFrames                  job.JobInterface/GetFrames
      job.JobInterface/RetryFrames                    job.JobInterface/GetFrames
      job.JobInterface/StaggerFrames                  job.JobInterface/GetFrames
      job.LayerInterface                              job.LayerInterface/GetLayer
      job.LayerInterface/AddLimit                     job.LayerInterface/GetLimits
      job.LayerInterface/CreateDependencyOnFrame      job.LayerInterface/GetWhatThisDependsOn
      job.LayerInterface/CreateDependencyOnJob        job.LayerInterface/GetWhatThisDependsOn
      job.LayerInterface/CreateDependencyOnLayer      job.LayerInterface/GetWhatThisDependsOn
      job.LayerInterface/CreateFrameByFrameDependency job.LayerInterface/GetWhatThisDependsOn
      job.LayerInterface/DropDepends                  job.LayerInterface/GetWhatThisDependsOn
      job.LayerInterface/DropLimit                    job.LayerInterface/GetLimits
      job.LayerInterface/EatFrames                    job.LayerInterface/GetFrames
      job.LayerInterface/KillFrames                   job.LayerInterface/GetFrames
      job.LayerInterface/MarkdoneFrames               job.LayerInterface/GetFrames
      job.LayerInterface/RegisterOutputPath           job.LayerInterface/GetOutputPaths
      job.LayerInterface/ReorderFrames                job.LayerInterface/GetFrames
      job.LayerInterface/RetryFrames                  job.LayerInterface/GetFrames
      job.LayerInterface/StaggerFrames                job.LayerInterface/GetFrames
      limit.LimitInterface                            limit.LimitInterface/Find
      renderPartition.RenderPartitionInterface        host.HostInterface/GetRenderPartitions
      service.ServiceInterface                        service.ServiceInterface/GetService
      service.ServiceOverrideInterface                show.ShowInterface/GetServiceOverrides
      show.ShowInterface                              show.ShowInterface/FindShow
      show.ShowInterface/CreateFilter                 show.ShowInterface/GetFilters
      show.ShowInterface/CreateOwner                  host.OwnerInterface/GetOwner
      show.ShowInterface/CreateServiceOverride        show.ShowInterface/GetServiceOverrides
      show.ShowInterface/CreateSubscription           show.ShowInterface/GetSubscriptions
      subscription.SubscriptionInterface              subscription.SubscriptionInterface/Get
      task.TaskInterface                              department.DepartmentInterface/GetTasks
      """;

  private static final Map<String, String> READ_OF = table();

  private final MethodCatalogue catalogue;

  CuebotMethods(MethodCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whether it changes nothing, by the reviewed table of methods; false for an unknown one. */
  boolean reads(String method) {
    return catalogue.find(method).filter(known -> known.access() == Access.READ).isPresent();
  }

  /** What became of a call that the farm may have seen and did not answer. */
  Outcome outcomeOfLost(String method) {
    return reads(method) ? Outcome.NOT_SAID : new Outcome.Unknown(ask(method));
  }

  /** Returns the read that shows whether a change was carried out. */
  static Optional<String> ask(String method) {
    String own = READ_OF.get(method);
    int slash = method.indexOf('/');
    return Optional.ofNullable(
        own != null || slash < 0 ? own : READ_OF.get(method.substring(0, slash)));
  }

  private static Map<String, String> table() {
    Map<String, String> rows = new LinkedHashMap<>();
    READS.lines().map(line -> line.split(" +", 2)).forEach(cells -> rows.put(cells[0], cells[1]));
    return Map.copyOf(rows);
  }
}
