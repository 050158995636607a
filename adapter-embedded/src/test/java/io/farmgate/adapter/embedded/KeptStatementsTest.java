package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.failure.FarmException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A statement that was used before must not be told from a new one, but by what it costs. */
class KeptStatementsTest {
  private static final String ALL = "SELECT name FROM thing ORDER BY name";

  @TempDir Path folder;
  private FarmDatabase database;

  @BeforeEach
  void open() {
    database = FarmDatabase.open(folder.resolve("farm.db"));
    database.write(h -> h.execute("CREATE TABLE thing (name TEXT UNIQUE, note TEXT)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theSameStatementShouldServeTheSameText() {
    List<PreparedStatement> used = new ArrayList<>();

    database.write(h -> {
      for (int i = 0; i < 3; i++) {
        h.createQuery("SELECT :value")
            .bind("value", i)
            .addCustomizer(new Seen(used))
            .mapTo(Integer.class)
            .one();
      }
      return 0;
    });

    assertThat(used).hasSize(3);
    assertThat(used.get(1)).isSameAs(used.get(0));
    assertThat(used.get(2)).isSameAs(used.get(0));
  }

  @Test
  void oneThatIsInUseShouldNotServeAnother() {
    add("a", "b");

    List<String> pairs =
        database.write(h -> {
          List<String> found = new ArrayList<>();
          h.createQuery(ALL)
              .mapTo(String.class)
              .forEach(outer ->
                  h.createQuery(ALL)
                      .mapTo(String.class)
                      .forEach(inner -> found.add(outer + inner)));
          return found;
        });

    assertThat(pairs).containsExactly("aa", "ab", "ba", "bb");
    assertThat(all()).containsExactly("a", "b");
  }

  @Test
  void valuesOfTheLastUseShouldBeForgotten() {
    database.write(h -> h.execute("INSERT INTO thing (name, note) VALUES (?, ?)", "a", "secret"));

    // Jdbi refuses a value that is missing, the driver does not.
    Optional<String> bound =
        database.write(h -> {
          try (PreparedStatement kept =
              h.getStatementBuilder()
                  .create(
                      h.getConnection(),
                      "INSERT INTO thing (name, note) VALUES (?, ?)",
                      h.createUpdate("SELECT 1").getContext())) {
            kept.setString(1, "b");
            kept.execute();
            return note(h, "b");
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });

    assertThat(bound).isEmpty();
  }

  private static Optional<String> note(Handle h, String name) {
    return h.createQuery("SELECT note FROM thing WHERE name = :name AND note IS NOT NULL")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  @Test
  void readingThatIsBrokenOffShouldNotHoldTheOldStateFast() {
    add("a", "b", "c");
    for (int i = 0; i < 8; i++) {
      assertThatThrownBy(() ->
              database.read(h ->
                  h.createQuery(ALL)
                      .map((row, context) -> {
                        throw new IllegalStateException("enough");
                      })
                      .list()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(
              database.<Optional<String>>read(
                  h -> h.createQuery(ALL).mapTo(String.class).findFirst()))
          .isPresent();
    }

    add("d");

    for (int i = 0; i < 8; i++) {
      assertThat(all()).containsExactly("a", "b", "c", "d");
    }
    database.between(h ->
        assertThat(h.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapTo(Integer.class).first())
            .as("readers that are in the way of cutting the log")
            .isZero());
  }

  @Test
  void statementThatFailedShouldServeAgain() {
    Function<Handle, Integer> insert = h -> h.execute("INSERT INTO thing (name) VALUES (?)", "a");
    database.write(insert);

    assertThatThrownBy(() -> database.write(insert)).isInstanceOf(FarmException.class);
    database.write(h -> h.execute("DELETE FROM thing"));
    database.write(insert);

    assertThat(all()).containsExactly("a");
  }

  @Test
  void triggersThatCameAndWentSinceShouldBeHeeded() {
    database.write(h -> {
      add(h, "a");
      h.execute("CREATE TEMP TABLE seen (name TEXT)");
      h.execute(
          "CREATE TEMP TRIGGER see AFTER INSERT ON main.thing"
              + " BEGIN INSERT INTO seen VALUES (NEW.name); END");
      return add(h, "b");
    });
    assertThat(
            database.<List<String>>write(
                h -> h.createQuery("SELECT name FROM seen").mapTo(String.class).list()))
        .containsExactly("b");

    database.write(h -> {
      h.execute("DROP TRIGGER temp.see");
      h.execute("DROP TABLE temp.seen");
      return add(h, "c");
    });

    assertThat(all()).containsExactly("a", "b", "c");
  }

  @Test
  void moreStatementsThanAreKeptShouldAllWork() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < KeptStatements.MOST + 50; i++) {
        int value = i;
        assertThat(
                database.<Integer>write(
                    h -> h.createQuery("SELECT " + value).mapTo(Integer.class).one()))
            .isEqualTo(value);
      }
    }
  }

  private void add(String... names) {
    for (String name : names) {
      database.write(h -> add(h, name));
    }
  }

  private static int add(Handle h, String name) {
    return h.execute("INSERT INTO thing (name) VALUES (?)", name);
  }

  private List<String> all() {
    return database.read(h -> h.createQuery(ALL).mapTo(String.class).list());
  }

  private record Seen(List<PreparedStatement> used) implements StatementCustomizer {
    @Override
    public void beforeExecution(PreparedStatement statement, StatementContext context) {
      used.add(statement);
    }
  }
}
