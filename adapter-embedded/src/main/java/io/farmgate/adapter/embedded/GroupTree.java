package io.farmgate.adapter.embedded;

import io.farmgate.domain.GroupId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** How the groups of a show lie in one another, and what they are called. */
final class GroupTree {
  /** A group with all that lies in it, however deep. */
  private static final String WITHIN =
      "WITH RECURSIVE within (id) AS (SELECT :id UNION"
          + " SELECT g.id FROM job_group g JOIN within w ON g.parent = w.id)";

  private GroupTree() {}

  /** Gives a group that is no root another name. */
  static int rename(Handle h, GroupId id, String name) {
    GroupStore.Row group = GroupStore.known(h, id);
    if (group.isRoot()) {
      throw Lookup.precondition("the root group of a show has the show's name");
    }
    boolean taken =
        h.createQuery(
                "SELECT EXISTS (SELECT 1 FROM job_group"
                    + " WHERE show = :show AND name = :name AND id <> :id)")
            .bind("show", group.show())
            .bind("name", name)
            .bind("id", group.id())
            .mapTo(Boolean.class)
            .one();
    if (taken) {
      throw new FarmException(
          new FarmFailure.Conflict("the show has a group '" + name + "' already"));
    }
    return h.execute("UPDATE job_group SET name = ? WHERE id = ?", name, group.id());
  }

  /** Puts groups into another one, and what lies in them along with them. */
  static int move(Handle h, GroupId parent, Set<GroupId> groups) {
    GroupStore.Row above = GroupStore.known(h, parent);
    for (GroupId id : groups) {
      GroupStore.Row group = GroupStore.known(h, id);
      if (group.show() != above.show()) {
        throw new FarmException(
            new FarmFailure.Invalid(
                "group '" + id + "': of another show (expected: one of the same show)"));
      }
      if (group.isRoot()) {
        throw Lookup.precondition("the root group of a show lies in no other group");
      }
      if (lies(h, above.id(), group.id())) {
        throw Lookup.precondition(
            "the group '" + id + "' would lie in itself (expected: a group that is not in it)");
      }
      h.execute("UPDATE job_group SET parent = ? WHERE id = ?", above.id(), group.id());
      level(h, group.id(), above.level() + 1 - group.level());
    }
    return groups.size();
  }

  private static boolean lies(Handle h, long group, long within) {
    return h.createQuery(WITHIN + " SELECT EXISTS (SELECT 1 FROM within WHERE id = :group)")
        .bind("id", within)
        .bind("group", group)
        .mapTo(Boolean.class)
        .one();
  }

  private static void level(Handle h, long group, int deeper) {
    h.createUpdate(
            WITHIN
                + " UPDATE job_group SET level = level + :deeper"
                + " WHERE id IN (SELECT id FROM within)")
        .bind("id", group)
        .bind("deeper", deeper)
        .execute();
  }
}
