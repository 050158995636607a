package io.farmgate.adapter.grpc.cuebot.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.adapter.grpc.cuebot.guard.HonestErrors.Meaning;
import io.farmgate.adapter.grpc.cuebot.guard.HonestErrors.Rule;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HonestErrorsTest {
  private static final int INTERNAL = 13;
  private static final HonestErrors TABLE = HonestErrors.load();
  private static final List<String> METHODS =
      MethodCatalogue.load().all().stream().map(RpcMethod::fullName).toList();

  static Stream<Rule> rows() {
    return TABLE.rules().stream();
  }

  /** A row that an earlier one always hides is of no use. */
  @ParameterizedTest
  @MethodSource("rows")
  void rowShouldBeTheFirstForWhatWasHeard(Rule row) {
    String method =
        METHODS.stream().filter(m -> row.method().matcher(m).matches()).findFirst().orElseThrow();

    assertThat(TABLE.rule(method, INTERNAL, row.heard())).contains(row);
    assertThat(row.meaning().code()).isIn(3, 5, 6, 9, 12, INTERNAL, 14);
  }

  /** What the measured texts come out as. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | host.HostInterface/Lock | org.springframework.dao.EmptyResultDataAccessException: I",
        "5 | limit.LimitInterface/Find | org.springframework.dao.EmptyResultDataAccessException: I",
        "6 | show.ShowInterface/CreateSubscription | org.springframework.dao.DuplicateKeyException: P",
        "6 | job.GroupInterface/CreateSubGroup | EntityCreationError: error creating group,"
            + " org.springframework.dao.DuplicateKeyException: PreparedStatementCallback",
        "6 | job.JobInterface/LaunchSpecAndWait | Failed to launch and add job: The job a is already"
            + " pending",
        "3 | job.JobInterface/LaunchSpec | Failed to launch and add job: Cannot launch jobs as root.",
        "3 | job.JobInterface/SetMaxRetries | java.lang.IllegalArgumentException: max retries must be"
            + " less than 16",
        "3 | job.JobInterface/GetFrames | java.lang.IllegalArgumentException: unrecognized frame range"
            + " syntax abc",
        "3 | show.ShowInterface/CreateShow | Show could not be created.The show name: a b! is not in"
            + " the proper format.  Show names must be alpha numeric, no dashes or punctuation.",
        "9 | facility.FacilityInterface/Delete | org.springframework.dao.DataIntegrityViolationException"
            + ": ERROR: update or delete on table \"facility\" violates foreign key constraint \"c\"",
        "14 | show.ShowInterface/GetShows | CannotCreateTransactionException: Could not open JDBC"
            + " Connection for transaction; nested exception is java.sql.SQLException: x",
        "3 | host.HostInterface/SetThreadMode | java.lang.IllegalArgumentException: Can't get the number"
            + " of an unknown enum value.",
        "13 | host.HostInterface/GetHosts | java.lang.IllegalArgumentException: Can't get the number"
            + " of an unknown enum value.",
      })
  void measuredTextShouldMean(int code, String method, String text) {
    assertThat(TABLE.meaning(method, INTERNAL, text).map(Meaning::code)).contains(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "boom 13",
        "java.lang.NullPointerException",
        "Failed to launch and add job: something that nobody has heard",
        "Failed to allocate render partition to host.",
      })
  void unknownTextShouldStayInternal(String text) {
    assertThat(TABLE.meaning("job.JobInterface/LaunchSpec", INTERNAL, text)).isEmpty();
  }

  @Test
  void otherCodesShouldMeanWhatTheySay() {
    for (int code : new int[] {0, 1, 2, 3, 5, 12, 14}) {
      assertThat(TABLE.meaning("a.B/C", code, "EmptyResultDataAccessException")).isEmpty();
    }
  }

  @Test
  void badRowsShouldAllBeNamed() {
    String rows = "*\t(\t5\t=\tx\n*\ta\tfive\t=\ta\n*\tb\t5\t=\tnothing\n";

    assertThatThrownBy(() -> HonestErrors.of(Tables.parse("t.tsv", rows, 5)))
        .hasMessageContaining("t.tsv, line 1: ")
        .hasMessageContaining("t.tsv, line 2: ")
        .hasMessageContaining("t.tsv, line 3: the text does not fit what was heard");
  }

  @Test
  void ownWordsShouldBeKeptOnlyWhereTheTableSaysSo() {
    assertThat(TABLE.meaning("a.B/C", INTERNAL, "IllegalArgumentException: x"))
        .contains(new Meaning(3, Optional.empty()));
  }
}
