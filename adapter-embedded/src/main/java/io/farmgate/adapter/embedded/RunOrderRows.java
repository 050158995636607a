package io.farmgate.adapter.embedded;

import io.farmgate.adapter.embedded.Booking.Candidate;
import io.farmgate.domain.FrameNames;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads what the runner needs to know of a frame, in the transaction that books it. */
final class RunOrderRows {
  /** What a run of a frame needs to know; the frame follows. */
  private static final String ORDER =
      """
      SELECT f.id AS frame, f.number, l.*, j.key AS job_key, j.name AS job_name, j.shot, j.user,
        j.log_directory, s.name AS show_name
      FROM frame f JOIN layer l ON l.id = f.layer JOIN job j ON j.id = l.job
        JOIN show s ON s.id = j.show WHERE f.id =
      """;

  private RunOrderRows() {}

  /** Reads the order for the frame that is to be booked. */
  static RunOrder read(Handle h, Candidate candidate, String procKey) {
    Map<String, String> environment = environment(h, candidate);
    Query query =
        candidate.frame().isPresent()
            ? h.createQuery(ORDER + ":frame").bind("frame", candidate.frame().getAsLong())
            : h.createQuery(ORDER + "(" + Booking.FRAME + ")").bind("layer", candidate.layer());
    return query.map((row, context) -> order(row, candidate, procKey, environment)).one();
  }

  private static RunOrder order(
      ResultSet row, Candidate candidate, String procKey, Map<String, String> environment)
      throws SQLException {
    long frame = row.getLong("frame");
    String jobKey = row.getString("job_key");
    String jobName = row.getString("job_name");
    String layerName = row.getString("name");
    int number = row.getInt("number");
    Path logDirectory = Path.of(row.getString("log_directory"));
    return new RunOrder(
        procKey,
        frame,
        FrameKeys.id(jobKey, frame).value(),
        number,
        row.getString("show_name"),
        row.getString("shot"),
        row.getString("user"),
        jobKey,
        jobName,
        row.getString("key"),
        layerName,
        row.getString("command"),
        row.getString("range"),
        row.getInt("chunk"),
        row.getBoolean("threadable"),
        candidate.cores(),
        candidate.amounts().memoryBytes(),
        row.getInt("gpus"),
        row.getLong("gpu_memory"),
        FrameLog.file(logDirectory, jobName, FrameNames.of(number, layerName)),
        environment,
        new RunOrder.Limits(
            Rows.seconds(row, "timeout_seconds").filter(Duration::isPositive),
            Rows.seconds(row, "log_timeout_seconds").filter(Duration::isPositive)));
  }

  /** The layer's own variables count before the job's. */
  private static Map<String, String> environment(Handle h, Candidate candidate) {
    Map<String, String> environment = new HashMap<>();
    h.createQuery(
            "SELECT 0 AS own, name, value FROM job_environment WHERE job = :job UNION ALL"
                + " SELECT 1, name, value FROM layer_environment WHERE layer = :layer ORDER BY own")
        .bind("job", candidate.job())
        .bind("layer", candidate.layer())
        .map((row, context) -> Map.entry(row.getString("name"), row.getString("value")))
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue()));
    return environment;
  }
}
