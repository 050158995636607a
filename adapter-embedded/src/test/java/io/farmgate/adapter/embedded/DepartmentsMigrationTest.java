package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Department;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.ShowId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalInt;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the words that groups of an earlier version had for departments. */
class DepartmentsMigrationTest {
  @TempDir Path folder;

  @Test
  void theWordsOfGroupsShouldBecomeDepartmentsOfTheirShows() throws SQLException {
    Path file = folder.resolve("farm.db");
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file, "", "")
        .locations("classpath:io/farmgate/adapter/embedded/migration")
        .target("16")
        .load()
        .migrate();
    Statistics.execute(
        file,
        "INSERT INTO show (id, key, name, default_min_cores, default_max_cores)"
            + " VALUES (1, 'show', 'demo_show', 100, 0), (2, 'other', 'other_show', 100, 0)",
        "INSERT INTO job_group (key, show, parent, level, name, department)"
            + " SELECT 'a', 1, id, 1, 'a', 'comp' FROM job_group WHERE show = 1",
        "INSERT INTO job_group (key, show, parent, level, name, department)"
            + " SELECT 'b', 1, id, 1, 'b', 'comp' FROM job_group WHERE show = 1 AND level = 0",
        "INSERT INTO job_group (key, show, parent, level, name, department)"
            + " SELECT 'c', 2, id, 1, 'c', 'look/dev' FROM job_group WHERE show = 2");

    try (FarmDatabase database = FarmDatabase.open(file)) {
      WakeUp wakeUp = new WakeUp();
      DepartmentStore departments = new DepartmentStore(database, wakeUp);
      assertThat(departments.names()).containsExactly("comp", "look/dev");
      assertThat(departments.ofShow(new ShowId("show")))
          .extracting(Department::name)
          .containsExactly("comp");
      assertThat(departments.ofShow(new ShowId("other")))
          .extracting(Department::name)
          .containsExactly("look/dev");

      GroupStore groups = new GroupStore(database, wakeUp);
      GroupId odd = new GroupId("c");
      groups.change(odd, settings -> settings.withDefaultPriority(OptionalInt.of(7)));
      assertThat(groups.byId(odd).orElseThrow().settings().department()).isEqualTo("look/dev");
    }
  }
}
