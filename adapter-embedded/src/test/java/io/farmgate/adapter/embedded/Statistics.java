package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts the frames one by one and compares, beside the farm's own code. */
final class Statistics {
  private static final String STATES =
      "waiting, depend, running, succeeded, dead, eaten, checkpoint";

  private Statistics() {}

  /** Asserts that the counts, the holds and the procs of a closed farm are what they should be. */
  static void assertRight(Path database) throws SQLException {
    assertThat(
            count(
                database,
                "SELECT count(*) FROM layer l WHERE ("
                    + STATES
                    + ") <> (SELECT coalesce(sum(state = 'WAITING'), 0),"
                    + " coalesce(sum(state = 'DEPEND'), 0), coalesce(sum(state = 'RUNNING'), 0),"
                    + " coalesce(sum(state = 'SUCCEEDED'), 0), coalesce(sum(state = 'DEAD'), 0),"
                    + " coalesce(sum(state = 'EATEN'), 0), coalesce(sum(state = 'CHECKPOINT'), 0)"
                    + " FROM frame WHERE layer = l.id)"))
        .as("layers with wrong counts")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM job j WHERE (layers, "
                    + STATES
                    + ") <> (SELECT count(*), sum(waiting), sum(depend), sum(running),"
                    + " sum(succeeded), sum(dead), sum(eaten), sum(checkpoint)"
                    + " FROM layer WHERE job = j.id)"))
        .as("jobs with wrong counts")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM job WHERE (stopped_at IS NULL) ="
                    + " (killed = 1 OR succeeded + eaten ="
                    + " waiting + depend + running + succeeded + dead + eaten + checkpoint)"))
        .as("jobs that are finished and should not be, or the other way round")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM frame f WHERE (state = 'RUNNING') <>"
                    + " EXISTS (SELECT 1 FROM proc WHERE frame = f.id)"))
        .as("running frames without a proc, or procs without a running frame")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM frame WHERE (state = 'WAITING' AND holds <> 0 AND waived = 0)"
                    + " OR (state = 'DEPEND' AND (holds = 0 OR waived = 1)) OR holds < 0"))
        .as("frames that are held by nothing, or wait though they are held")
        .isZero();
    assertHoldsRight(database);
    assertPlacesRight(database);
    assertFiguresAddUp(database);
  }

  /** Asserts that each frame is held by as many dependencies as there are that hold it. */
  private static void assertHoldsRight(Path database) throws SQLException {
    assertThat(
            count(
                database,
                "SELECT count(*) FROM frame f JOIN layer l ON l.id = f.layer WHERE f.holds <>"
                    + " (SELECT count(*) FROM frame_depend x WHERE x.dependent = f.id"
                    + " AND x.active = 1)"
                    + " + (SELECT count(*) FROM depend d WHERE d.active = 1"
                    + " AND d.kind NOT IN ('FRAME_BY_FRAME', 'PREVIOUS_FRAME')"
                    + " AND d.dependent_job = l.job"
                    + " AND (d.dependent_layer IS NULL OR d.dependent_layer = f.layer)"
                    + " AND (d.dependent_frame IS NULL OR d.dependent_frame = f.id))"))
        .as("frames that are held more or less often than there are dependencies")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM frame_depend x JOIN frame f ON f.id = x.target"
                    + " WHERE x.active = 1 AND f.state IN ('SUCCEEDED', 'EATEN')"))
        .as("frames that wait for what is done")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM depend d JOIN layer l ON l.id = d.target_layer"
                    + " WHERE d.kind = 'LAYER_ON_LAYER' AND d.active = 1"
                    + " AND l.waiting + l.depend + l.running + l.dead + l.checkpoint = 0"))
        .as("layers that wait for what is done")
        .isZero();
  }

  /**
   * Asserts that the frames of each layer stand in one line: each has a place of its own, from 0
   * on. One that stepped aside for another and never came back would stand below.
   */
  private static void assertPlacesRight(Path database) throws SQLException {
    assertThat(
            count(
                database,
                "SELECT count(*) FROM layer l WHERE (SELECT count(*) FROM frame"
                    + " WHERE layer = l.id) <> (SELECT count(DISTINCT dispatch_order) FROM frame"
                    + " WHERE layer = l.id AND dispatch_order BETWEEN 0 AND "
                    + FrameOrderChanges.HIGHEST_PLACE
                    + ")"))
        .as("layers whose frames have not each a place")
        .isZero();
  }

  /** Asserts that what runs have used adds up from layers to jobs and from jobs to shows. */
  static void assertFiguresAddUp(Path database) throws SQLException {
    String sums =
        "sum(succeeded_runs), sum(failed_runs), sum(succeeded_millis), max(longest_millis),"
            + " sum(succeeded_core_millis), sum(failed_core_millis), max(max_rss)";
    String own = sums.replaceAll("(?:sum|max)\\((\\w+)\\)", "$1");
    assertThat(
            count(
                database,
                "SELECT count(*) FROM job j WHERE ("
                    + own
                    + ") <> (SELECT "
                    + sums
                    + " FROM layer WHERE job = j.id)"))
        .as("jobs whose figures are not their layers'")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM show s WHERE EXISTS (SELECT 1 FROM job WHERE show = s.id)"
                    + " AND ("
                    + own
                    + ") <> (SELECT "
                    + sums
                    + " FROM job WHERE show = s.id)"))
        .as("shows whose figures are not their jobs'")
        .isZero();
    assertThat(count(database, "SELECT count(*) FROM layer WHERE succeeded_runs < succeeded"))
        .as("layers with fewer succeeded runs than succeeded frames")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM layer l WHERE succeeded_core_millis + failed_core_millis"
                    + " <> (SELECT sum(core_millis) FROM frame WHERE layer = l.id)"))
        .as("layers with another core time than their frames")
        .isZero();
    assertThat(
            count(
                database,
                "SELECT count(*) FROM farm_limit r WHERE running <> (SELECT"
                    + " coalesce(sum(l.running), 0) FROM layer_limit x JOIN layer l"
                    + " ON l.id = x.layer WHERE x.farm_limit = r.id)"))
        .as("limits with another number of runs than their layers")
        .isZero();
  }

  static long count(Path database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  static void execute(Path database, String... changes) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String sql : changes) {
        statement.execute(sql);
      }
    }
  }
}
