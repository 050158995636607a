package io.farmgate.opencue.protocol;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.farmgate.opencue.wire.comment.CommentProto;
import io.farmgate.opencue.wire.criterion.CriterionProto;
import io.farmgate.opencue.wire.cue.CueProto;
import io.farmgate.opencue.wire.department.DepartmentProto;
import io.farmgate.opencue.wire.depend.DependProto;
import io.farmgate.opencue.wire.facility.FacilityProto;
import io.farmgate.opencue.wire.filter.FilterProto;
import io.farmgate.opencue.wire.host.HostProto;
import io.farmgate.opencue.wire.job.JobProto;
import io.farmgate.opencue.wire.limit.LimitProto;
import io.farmgate.opencue.wire.monitoring.MonitoringProto;
import io.farmgate.opencue.wire.renderpartition.RenderPartitionProto;
import io.farmgate.opencue.wire.report.ReportProto;
import io.farmgate.opencue.wire.rqd.RqdProto;
import io.farmgate.opencue.wire.service.ServiceProto;
import io.farmgate.opencue.wire.show.ShowProto;
import io.farmgate.opencue.wire.subscription.SubscriptionProto;
import io.farmgate.opencue.wire.task.TaskProto;
import java.util.List;

/**
 * The contract as compiled.
 *
 * <p>The descriptors are those of the generated classes, not a second copy read from a descriptor
 * set: a message that a handler builds with a generated class then has the very descriptor that the
 * catalogue names, and may be compared by identity. Immutable and safe to use from many threads.
 */
public final class OpenCueContract {
  private OpenCueContract() {}

  /** Returns every file of the contract, sorted by name. */
  public static List<FileDescriptor> files() {
    return List.of(
        CommentProto.getDescriptor(),
        CriterionProto.getDescriptor(),
        CueProto.getDescriptor(),
        DepartmentProto.getDescriptor(),
        DependProto.getDescriptor(),
        FacilityProto.getDescriptor(),
        FilterProto.getDescriptor(),
        HostProto.getDescriptor(),
        JobProto.getDescriptor(),
        LimitProto.getDescriptor(),
        MonitoringProto.getDescriptor(),
        RenderPartitionProto.getDescriptor(),
        ReportProto.getDescriptor(),
        RqdProto.getDescriptor(),
        ServiceProto.getDescriptor(),
        ShowProto.getDescriptor(),
        SubscriptionProto.getDescriptor(),
        TaskProto.getDescriptor());
  }
}
