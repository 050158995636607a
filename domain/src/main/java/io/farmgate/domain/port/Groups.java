package io.farmgate.domain.port;

import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The groups of jobs of a farm. A show has its root group from the start, and a job comes into that
 * one. What returned is durable. Each change throws {@link FarmException} with {@link
 * FarmFailure.NotFound} for an unknown id.
 */
public interface Groups {
  /** Returns all groups of a show, the root group first, then by name; none of an unknown show. */
  List<Group> ofShow(ShowId show);

  /** Returns the group of that id. */
  Optional<Group> byId(GroupId id);

  /** Returns the ids of the unfinished jobs directly in a group. */
  Set<JobId> jobs(GroupId id);

  /**
   * Creates a group in another one.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where the show has a group of that
   *     name, {@link FarmFailure.Invalid} where it is not a name
   */
  Group create(GroupId parent, String name);

  /**
   * Gives a group another name.
   *
   * @throws FarmException with {@link FarmFailure.Conflict} where the show has another group of
   *     that name, {@link FarmFailure.Invalid} where it is not a name, {@link
   *     FarmFailure.Precondition} for a root group
   */
  void rename(GroupId id, String name);

  /**
   * Puts groups into another one of their show, with all that lies in them. All of them or none.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} for a group of another show, {@link
   *     FarmFailure.Precondition} for a root group, and for one that would lie in itself
   */
  void moveGroups(GroupId parent, Set<GroupId> groups);

  /**
   * Removes a group.
   *
   * @throws FarmException with {@link FarmFailure.Precondition} for a root group, and for one that
   *     has jobs or groups in it
   */
  void delete(GroupId id);

  /**
   * Changes a group's settings; {@code change} is applied to what they are at that moment.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where a minimum is above its maximum, or
   *     GPUs are none that a group can have
   */
  void change(GroupId id, UnaryOperator<GroupSettings> change);

  /**
   * Renames, moves and changes a group: all of it, or nothing where any part of it is refused. A
   * farm that is told part by part and fails in between says in its failure what it has done.
   *
   * @throws FarmException as {@link #rename}, {@link #moveGroups} and {@link #change}
   */
  void edit(GroupId id, GroupEdit edit);

  /**
   * Moves jobs into a group of their show; they take over its defaults. All of them or none.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} for a job of another show
   */
  void move(GroupId id, Set<JobId> jobs);
}
