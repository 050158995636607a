package io.farmgate.adapter.embedded;

import io.farmgate.domain.Cores;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupGpus;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import io.farmgate.domain.JobId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.GroupEdit;
import io.farmgate.domain.port.Groups;
import io.farmgate.domain.spec.GroupRules;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.domain.spec.TaskRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** The groups of jobs, in the database. The root group of a show comes with the show. */
final class GroupStore implements Groups {
  private static final String SELECT =
      """
      SELECT g.*, s.name AS show_name, p.key AS parent_key, count(j.id) AS jobs,
        coalesce(sum(j.waiting), 0) AS waiting, coalesce(sum(j.depend), 0) AS depend,
        coalesce(sum(j.running), 0) AS running, coalesce(sum(j.succeeded), 0) AS succeeded,
        coalesce(sum(j.dead), 0) AS dead, coalesce(sum(j.eaten), 0) AS eaten,
        coalesce(sum(j.checkpoint), 0) AS checkpoint,
        (SELECT coalesce(sum(r.cores), 0) FROM job o JOIN proc r ON r.job = o.id
          WHERE o.job_group = g.id AND o.running > 0) AS cores_in_use
      FROM job_group g JOIN show s ON s.id = g.show
        LEFT JOIN job_group p ON p.id = g.parent
        LEFT JOIN job j ON j.job_group = g.id AND j.stopped_at IS NULL
      """;

  private final FarmDatabase database;
  private final WakeUp wakeUp;

  /** Wakes the scheduler where a change may let it book more. */
  GroupStore(FarmDatabase database, WakeUp wakeUp) {
    this.database = database;
    this.wakeUp = wakeUp;
  }

  @Override
  public List<Group> ofShow(ShowId show) {
    return database.read(h ->
        h.createQuery(
                SELECT + " WHERE s.key = :show GROUP BY g.id ORDER BY g.parent IS NOT NULL, g.name")
            .bind("show", show.value())
            .map((row, context) -> group(row))
            .list());
  }

  @Override
  public Optional<Group> byId(GroupId id) {
    return database.read(h -> find(h, id));
  }

  @Override
  public Set<JobId> jobs(GroupId id) {
    return database.read(h ->
        Set.copyOf(
            h.createQuery(
                    "SELECT j.key FROM job j JOIN job_group g ON g.id = j.job_group"
                        + " WHERE g.key = :key AND j.stopped_at IS NULL")
                .bind("key", id.value())
                .map((row, context) -> new JobId(row.getString("key")))
                .list()));
  }

  @Override
  public Group create(GroupId parent, String name) {
    NameRule.GROUP.check("group name", name);
    return database.write(h -> {
      Row above = known(h, parent);
      refuseTaken(h, above, name);
      String key = UUID.randomUUID().toString();
      h.createUpdate(
              "INSERT INTO job_group (key, show, parent, level, name)"
                  + " VALUES (:key, :show, :parent, :level, :name)")
          .bind("key", key)
          .bind("show", above.show())
          .bind("parent", above.id())
          .bind("level", above.level() + 1)
          .bind("name", name)
          .execute();
      return find(h, new GroupId(key)).orElseThrow();
    });
  }

  @Override
  public void rename(GroupId id, String name) {
    NameRule.GROUP.check("group name", name);
    database.write(h -> GroupTree.rename(h, id, name));
  }

  @Override
  public void moveGroups(GroupId parent, Set<GroupId> groups) {
    database.write(h -> GroupTree.move(h, parent, groups));
  }

  @Override
  public void delete(GroupId id) {
    database.write(h -> {
      Row group = known(h, id);
      if (group.isRoot()) {
        throw Lookup.precondition("the root group of a show stays as long as the show");
      }
      boolean used =
          h.createQuery(
                  "SELECT EXISTS (SELECT 1 FROM job WHERE job_group = :id)"
                      + " OR EXISTS (SELECT 1 FROM job_group WHERE parent = :id)"
                      + " OR EXISTS (SELECT 1 FROM action WHERE job_group = :id)")
              .bind("id", group.id())
              .mapTo(Boolean.class)
              .one();
      if (used) {
        throw Lookup.precondition(
            "the group has jobs or groups in it, finished ones too, or a filter moves jobs to it"
                + " (expected: an empty one)");
      }
      return h.createUpdate("DELETE FROM job_group WHERE id = :id")
          .bind("id", group.id())
          .execute();
    });
  }

  @Override
  public void change(GroupId id, UnaryOperator<GroupSettings> change) {
    database.write(h -> set(h, id, change));
    wakeUp.call();
  }

  @Override
  public void edit(GroupId id, GroupEdit edit) {
    edit.name().ifPresent(name -> NameRule.GROUP.check("group name", name));
    database.write(h -> {
      Row group = known(h, id);
      edit.name().ifPresent(name -> GroupTree.rename(h, id, name));
      edit.parent().ifPresent(into -> GroupTree.move(h, into, Set.of(id)));
      edit.settings().ifPresent(settings -> set(h, id, settings));
      return group.id();
    });
    wakeUp.call();
  }

  private static int set(Handle h, GroupId id, UnaryOperator<GroupSettings> change) {
    Row group = known(h, id);
    GroupSettings before = find(h, id).orElseThrow().settings();
    GroupSettings settings = change.apply(before);
    TaskRules.checkDepartment(before.department(), settings.department());
    check(settings);
    return h.createUpdate(
            """
            UPDATE job_group SET department = :department, default_priority = :priority,
              default_min_cores = :defaultMin, default_max_cores = :defaultMax,
              min_cores = :min, max_cores = :max, min_gpus = :minGpus, max_gpus = :maxGpus,
              default_min_gpus = :defaultMinGpus, default_max_gpus = :defaultMaxGpus
            WHERE id = :id
            """)
        .bind("department", settings.department())
        .bind("priority", Rows.orNull(settings.defaultPriority()))
        .bind("defaultMin", Rows.orNull(settings.defaultMinCores()))
        .bind("defaultMax", Rows.orNull(settings.defaultMaxCores()))
        .bind("min", settings.minCores().hundredths())
        .bind("max", Rows.orNull(settings.maxCores()))
        .bind("minGpus", settings.gpus().min())
        .bind("maxGpus", Rows.orNull(settings.gpus().max()))
        .bind("defaultMinGpus", Rows.orNull(settings.gpus().defaultMin()))
        .bind("defaultMaxGpus", Rows.orNull(settings.gpus().defaultMax()))
        .bind("id", group.id())
        .execute();
  }

  @Override
  public void move(GroupId id, Set<JobId> jobs) {
    database.write(h -> {
      Row group = known(h, id);
      GroupSettings settings = find(h, id).orElseThrow().settings();
      for (JobId job : jobs) {
        move(h, group, settings, job);
      }
      return jobs.size();
    });
    wakeUp.call();
  }

  private static void move(Handle h, Row group, GroupSettings settings, JobId id) {
    long show =
        h.createQuery("SELECT show FROM job WHERE key = :key")
            .bind("key", id.value())
            .mapTo(Long.class)
            .findOne()
            .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("job", id.value())));
    if (show != group.show()) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "job '" + id.value() + "': of another show (expected: one of the group's show)"));
    }
    // A default of one end that crosses the job's own other end moves that one along.
    h.createUpdate(
            """
            UPDATE job SET job_group = :group, priority = coalesce(:priority, priority),
              min_cores = min(coalesce(:min, min_cores), coalesce(:max, max_cores)),
              max_cores = max(coalesce(:max, max_cores), CASE WHEN :max IS NULL
                THEN coalesce(:min, 0) ELSE 0 END)
            WHERE key = :key
            """)
        .bind("group", group.id())
        .bind("priority", Rows.orNull(settings.defaultPriority()))
        .bind("min", Rows.orNull(settings.defaultMinCores()))
        .bind("max", Rows.orNull(settings.defaultMaxCores()))
        .bind("key", id.value())
        .execute();
  }

  private static void check(GroupSettings settings) {
    settings.maxCores().ifPresent(max -> JobStore.checkCores(settings.minCores(), max));
    settings
        .defaultMinCores()
        .ifPresent(
            min -> settings.defaultMaxCores().ifPresent(max -> JobStore.checkCores(min, max)));
    GroupRules.check(settings.gpus());
    if (settings.defaultPriority().orElse(0) < 0) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "default priority: "
                  + settings.defaultPriority().getAsInt()
                  + " (expected: 0 or more)"));
    }
  }

  record Row(long id, long show, int level, boolean isRoot) {}

  static Row known(Handle h, GroupId id) {
    return h.createQuery(
            "SELECT id, show, level, parent IS NULL AS root FROM job_group WHERE key = :key")
        .bind("key", id.value())
        .map((row, context) ->
            new Row(
                row.getLong("id"),
                row.getLong("show"),
                row.getInt("level"),
                row.getBoolean("root")))
        .findOne()
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("group", id.value())));
  }

  private static void refuseTaken(Handle h, Row above, String name) {
    boolean taken =
        h.createQuery("SELECT EXISTS (SELECT 1 FROM job_group WHERE show = :show AND name = :name)")
            .bind("show", above.show())
            .bind("name", name)
            .mapTo(Boolean.class)
            .one();
    if (taken) {
      throw new FarmException(
          new FarmFailure.Conflict("the show has a group '" + name + "' already"));
    }
  }

  private static Optional<Group> find(Handle h, GroupId id) {
    return h.createQuery(SELECT + " WHERE g.key = :key GROUP BY g.id")
        .bind("key", id.value())
        .map((row, context) -> group(row))
        .findOne();
  }

  private static Group group(ResultSet row) throws SQLException {
    String parent = row.getString("parent_key");
    return new Group(
        new GroupId(row.getString("key")),
        row.getString("name"),
        row.getString("show_name"),
        Optional.ofNullable(parent).map(GroupId::new),
        row.getInt("level"),
        settings(row),
        Rows.counts(row),
        row.getInt("jobs"),
        new Cores(row.getInt("cores_in_use")));
  }

  private static GroupSettings settings(ResultSet row) throws SQLException {
    OptionalInt priority = Rows.integer(row, "default_priority");
    return new GroupSettings(
        row.getString("department"),
        priority,
        Rows.cores(row, "default_min_cores"),
        Rows.cores(row, "default_max_cores"),
        new Cores(row.getInt("min_cores")),
        Rows.cores(row, "max_cores"),
        new GroupGpus(
            row.getInt("min_gpus"),
            Rows.integer(row, "max_gpus"),
            Rows.integer(row, "default_min_gpus"),
            Rows.integer(row, "default_max_gpus")));
  }
}
