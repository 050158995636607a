package io.farmgate.domain;

import java.util.Optional;

/**
 * Jobs of one show that belong together, as they stood when they were read. Every show has one root
 * group, which has the show's name; the others lie in it or in one another.
 *
 * @param show the name of the show
 * @param parent the group that it lies in; absent for a root group
 * @param level how deep it lies: 0 for a root group
 * @param frames the frames of the unfinished jobs directly in it
 * @param pendingJobs the unfinished jobs directly in it
 * @param coresInUse cores that the procs of those jobs hold now
 */
public record Group(
    GroupId id,
    String name,
    String show,
    Optional<GroupId> parent,
    int level,
    GroupSettings settings,
    FrameCounts frames,
    int pendingJobs,
    Cores coresInUse) {}
