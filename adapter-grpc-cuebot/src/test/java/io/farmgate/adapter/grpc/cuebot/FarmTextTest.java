package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FarmTextTest {

  /** What a real Cuebot was heard to say, without anything of its making. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Job not found",
        "A subscription to local.general.nope was not found.",
        "Show could not be created.The show name must be at least 3 characters.",
        "Show could not be created.The show name: a b! is not in the proper format.  Show names must"
            + " be alpha numeric, no dashes or punctuation.",
        "Failed to launch and add job: The job testing-sh010-render_paused_1 is already pending",
        "Failed to launch and add job: The noshow does not exist. Please contact administrator",
        "Failed to launch and add job: Cannot launch jobs as root.",
        "Failed to launch and add job: your job has 100001 frames, the maximum number of allowed"
            + " frames is 100000",
        "start_after must be a Unix timestamp in seconds no more than 5 years from now",
        "Finished jobs are readonly",
        "Failed to remove group, be sure that there are no jobs or filter actions pointing at the"
            + " group.",
        "Method not found: show.ShowInterface/NoSuchMethod",
        "Method department.DepartmentInterface/Delete is unimplemented",
        "Half-closed without a request",
        "Can't get the number of an unknown enum value.",
        "boom 17",
        "quotes \" < > & \u2028 and\na line",
        "frame 0012 of layer comp: 12:30",
      })
  void harmlessTextShouldStayAsItIs(String text) {
    assertThat(FarmText.leaks(text)).isFalse();
    assertThat(FarmText.clean(text)).isEqualTo(text);
  }

  /** What it says through its own exceptions: the words stay, the class goes. */
  static Stream<Arguments> spoken() {
    return Stream.of(
        Arguments.of(
            "Incorrect result size: expected 1, actual 0",
            "the farm has nothing of that id or name"),
        Arguments.of(
            "java.lang.IllegalArgumentException: max retries must be less than 16\n"
                + "max retries must be less than 16",
            "max retries must be less than 16"),
        Arguments.of(
            "java.lang.IllegalArgumentException: max retries must be greater than 0\n"
                + "max retries must be greater than 0",
            "max retries must be greater than 0"),
        Arguments.of(
            "java.lang.IllegalArgumentException: Can't get the number of an unknown enum value.\n"
                + "Can't get the number of an unknown enum value.",
            "Can't get the number of an unknown enum value."),
        Arguments.of(
            "IllegalArgumentException: unrecognized frame range syntax abc",
            "unrecognized frame range syntax abc"),
        Arguments.of(
            "com.imageworks.spcue.CueGrpcException: Subscription names must be in the form of"
                + " alloc.show\nSubscription names must be in the form of alloc.show",
            "Subscription names must be in the form of alloc.show"),
        Arguments.of(
            "com.imageworks.spcue.depend.DependException: A job cannot depend on itself.\n"
                + "A job cannot depend on itself.",
            "A job cannot depend on itself."),
        Arguments.of(
            "com.imageworks.spcue.service.EntityCreationError: error creating group,"
                + " org.springframework.dao.DuplicateKeyException: PreparedStatementCallback",
            "error creating group (the farm's log has the details)"),
        Arguments.of(
            "Failed to launch and add job: Failed to parse job spec XML,"
                + " org.jdom.input.JDOMParseException: Premature end of file.",
            "Failed to launch and add job: Failed to parse job spec XML, Premature end of file."),
        Arguments.of(
            "Failed to launch and add job: Failed to parse job spec XML,"
                + " org.jdom.input.JDOMParseException: Error on line 1: The content of element type"
                + " \"layer\" must match \"(cmd,range,chunk,cores?,tags?,env*,services?)\".",
            "Failed to launch and add job: Failed to parse job spec XML, Error on line 1: The content"
                + " of element type \"layer\" must match \"(cmd,range,chunk,cores?,tags?,env*,"
                + "services?)\"."),
        Arguments.of(
            "Failed to launch and add job: java.net.MalformedURLException: Cannot invoke"
                + " \"String.length()\" because \"spec\" is null",
            "Failed to launch and add job (the farm's log has the details)"),
        Arguments.of(
            "Show could not be created.org.springframework.dao.DataIntegrityViolationException: ERROR:"
                + " value too long for type character varying(36)",
            "Show could not be created (the farm's log has the details)"));
  }

  @ParameterizedTest
  @MethodSource("spoken")
  void wordsWrittenForPeopleShouldBeSaved(String text, String shown) {
    assertThat(FarmText.clean(text)).isEqualTo(shown);
    assertThat(FarmText.leaks(shown)).isFalse();
  }

  /** What shows how the farm is made and nothing else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.dao.EmptyResultDataAccessException: Incorrect result size: expected 1,"
            + " actual 0\nIncorrect result size: expected 1, actual 0",
        "org.springframework.dao.IncorrectResultSizeDataAccessException: Incorrect result size:"
            + " expected 1, actual 2",
        "org.springframework.dao.DuplicateKeyException: PreparedStatementCallback; SQL [INSERT INTO"
            + " subscription (pk_subscription) VALUES (?)]; ERROR: duplicate key value violates"
            + " unique constraint \"c_subscription_uk\"",
        "org.springframework.dao.DataIntegrityViolationException: PreparedStatementCallback; SQL"
            + " [SELECT job.pk_job FROM job WHERE job.str_name ~ ?]; ERROR: invalid regular"
            + " expression: parentheses () not balanced",
        "org.springframework.jdbc.BadSqlGrammarException: PreparedStatementCallback; bad SQL grammar"
            + " [SELECT ROW_NUMBER() OVER]; nested exception is org.postgresql.util.PSQLException",
        "org.springframework.transaction.CannotCreateTransactionException: Could not open JDBC"
            + " Connection for transaction; nested exception is java.sql.SQLException: Connection is"
            + " closed",
        "java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request"
            + " timed out after 30000ms.",
        "org.springframework.transaction.TransactionSystemException: Could not roll back JDBC"
            + " transaction; nested exception is java.sql.SQLException: Connection is closed",
        "ERROR: update or delete on table \"show\" violates foreign key constraint \"c_point_fk\"",
        "value too long for type character varying(36)",
        "duplicate key value violates unique constraint \"c_show_uk\"",
        "select pk_show from show",
        "jdbc:postgresql://db.farm.example:5432/cuebot",
        "Connection to db.farm.example:5432 refused.",
        "Connection to localhost:5432 refused",
        "host 10.1.2.3 is down",
        "cuebot-db:5432",
        "[fe80::1]:8443",
        "java.lang.NullPointerException",
        "java.lang.IllegalArgumentException: \n",
        "Cannot invoke \"com.imageworks.spcue.Job.getId()\" because \"job\" is null",
      })
  void textThatShowsHowTheFarmIsMadeShouldNotReachAClient(String text) {
    String shown = FarmText.clean(text);

    assertThat(FarmText.leaks(text)).isTrue();
    assertThat(FarmText.leaks(shown)).as(shown).isFalse();
    assertThat(shown)
        .doesNotContainIgnoringCase("sql")
        .doesNotContain("Exception", "constraint", "5432", "10.1.2.3", "c_", "pk_", "farm.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.dao.EmptyResultDataAccessException: Incorrect result size",
        "java.lang.NullPointerException",
        "ERROR: relation \"x\" does not exist",
      })
  void textWithoutAWordForPeopleShouldBeReplacedWhole(String text) {
    assertThat(FarmText.clean(text)).isEqualTo(FarmText.HIDDEN);
  }
}
