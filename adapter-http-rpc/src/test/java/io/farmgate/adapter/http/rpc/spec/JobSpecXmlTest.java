package io.farmgate.adapter.http.rpc.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.domain.Cores;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.failure.FarmFailure.Violation;
import io.farmgate.domain.spec.DependSpec.Kind;
import io.farmgate.domain.spec.DependSpec.Node;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobSpecXmlTest {

  @Test
  void aFullSpecificationIsReadWhole() throws IOException {
    Submission submission = JobSpecXml.parse(file("film-shot.xml"));

    assertThat(submission.facility()).isEqualTo("cloud");
    assertThat(submission.show()).isEqualTo("harbour");
    assertThat(submission.shot()).isEqualTo("sh_010");
    assertThat(submission.user()).isEqualTo("mira");
    assertThat(submission.uid()).hasValue(1042);
    assertThat(submission.email()).isEqualTo("mira@studio.example");
    JobSpec job = submission.jobs().getFirst();
    assertThat(job.name()).isEqualTo("comp_v003");
    assertThat(job.paused()).isTrue();
    assertThat(job.priority()).contains(120);
    assertThat(job.maxRetries()).isEqualTo(3);
    assertThat(job.maxCores()).contains(Cores.of(64));
    assertThat(job.autoEat()).isFalse();
    assertThat(job.os()).isEqualTo("linux");
    assertThat(job.environment())
        .containsEntry("OCIO", "/tools/ocio/config.ocio")
        .containsEntry("EMPTY", "");
  }

  @Test
  void everyPartOfALayerIsRead() throws IOException {
    LayerSpec beauty =
        JobSpecXml.parse(file("film-shot.xml")).jobs().getFirst().layers().getFirst();

    assertThat(beauty.name()).isEqualTo("beauty_pass");
    assertThat(beauty.type()).isEqualTo(LayerType.RENDER);
    assertThat(beauty.command()).isEqualTo("render --scene \"harbour & quay.ma\" -f #IFRAME#");
    assertThat(beauty.range().size()).isEqualTo(20);
    assertThat(beauty.chunk()).isEqualTo(2);
    assertThat(beauty.minCores()).contains(Cores.of(2.5));
    assertThat(beauty.threadable()).contains(true);
    assertThat(beauty.memoryBytes()).contains(3584L << 20);
    assertThat(beauty.gpus()).isEqualTo(1);
    assertThat(beauty.gpuMemoryBytes()).isEqualTo(512L << 20);
    assertThat(beauty.timeout()).contains(Duration.ofMinutes(90));
    assertThat(beauty.timeoutWithoutLog()).contains(Duration.ofMinutes(15));
    assertThat(beauty.tags()).containsExactly("general", "highmem");
    assertThat(beauty.limits()).containsExactly("arnold");
    assertThat(beauty.services()).containsExactly("arnold");
    assertThat(beauty.environment()).containsEntry("PASS", "beauty");
  }

  @Test
  void aCommandInCdataIsTakenAsItStands() throws IOException {
    LayerSpec cleanup = JobSpecXml.parse(file("film-shot.xml")).jobs().getFirst().layers().get(1);

    assertThat(cleanup.command()).isEqualTo("rm -rf \"$TMP\" && echo <done>");
    assertThat(cleanup.type()).isEqualTo(LayerType.POST);
    assertThat(cleanup.threadable()).as("part of a core cannot be shared").contains(false);
  }

  @Test
  void dependsNameJobsLayersAndFrames() throws IOException {
    Submission submission = JobSpecXml.parse(file("film-shot.xml"));

    assertThat(submission.depends()).hasSize(3);
    assertThat(submission.depends().get(0).anyFrame()).isTrue();
    assertThat(submission.depends().get(0).target())
        .isEqualTo(new Node("comp_v003", "beauty_pass", ""));
    assertThat(submission.depends().get(1).dependent())
        .isEqualTo(new Node("comp_v003", "cleanup", "0001-cleanup"));
    assertThat(submission.depends().get(2).kind()).isEqualTo(Kind.JOB_ON_JOB);
    assertThat(submission.depends().get(2).target().job())
        .as("a job that is not in the submission has its full name")
        .isEqualTo("harbour-sh_010-mira_plates_v001");
  }

  @Test
  void whatMayBeLeftOutHasOpenCuesDefaults() throws IOException {
    Submission submission = JobSpecXml.parse(file("old-and-small.xml"));

    JobSpec job = submission.jobs().getFirst();
    assertThat(job.paused()).isFalse();
    assertThat(job.priority()).isEmpty();
    assertThat(job.maxRetries()).isEqualTo(1);
    LayerSpec layer = job.layers().getFirst();
    assertThat(layer.chunk()).isEqualTo(1);
    assertThat(layer.minCores()).as("without a point it is hundredths").contains(Cores.of(2));
    assertThat(layer.memoryBytes()).as("without a unit it is gigabytes").contains(4L << 30);
    assertThat(layer.threadable()).isEmpty();
  }

  @Test
  void severalJobsAndJobsElsewhereAreKeptApart() throws IOException {
    Submission submission = JobSpecXml.parse(file("two-jobs.xml"));

    assertThat(submission.jobs()).extracting(JobSpec::name).containsExactly("sim", "render");
    assertThat(submission.depends().get(0).target())
        .isEqualTo(new Node("sim", "fluid", "0001-fluid"));
    assertThat(submission.depends().get(1).target().job()).isEqualTo("other-default-nils_cache");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <chunk>1</chunk>   | <chunk>0</chunk>            | line 8, <chunk>: '0' (expected: a whole number from 1 to
          <chunk>1</chunk>   | <chnk>1</chnk>              | line 8, <chnk>: not known in <layer>
          <cmd>true</cmd>    | <cmd> </cmd>                | line 6, <layer>: no <cmd> with a text in it
          <range>1-2</range> | <range>a-b</range>          | line 8, <range>: frame range
          <range>1-2</range> | <range>1-200000</range>     | line 8, <range>: frame range, column 1: '1-200000' (expected: at most 100000 frames
          type="Render"      | type="Rendr"                | line 6, <layer>: type 'Rendr' (expected: Render, Util, Pre or Post)
          <user>ana</user>   | <user>root</user>           | line 1, <spec>: user root
          <show>demo</show>  | ''                          | line 1, <spec>: no <show>
          name="first"       | name="x"                    | line 5, <job>: job name 'x' (expected: 3 or more
          <chunk>1</chunk>   | <cores>-2</cores>           | line 8, <cores>: '-2' (expected: cores with a point
          <chunk>1</chunk>   | <cores>NaN</cores>          | line 8, <cores>: 'NaN'
          <chunk>1</chunk>   | <memory>4t</memory>         | line 8, <memory>: '4t' (expected: memory such as 512m or 4g
          <chunk>1</chunk>   | <threadable>maybe</threadable> | line 8, <threadable>: 'maybe' (expected: true or false)
          <chunk>1</chunk>   | <env><key>x</key></env>     | line 8, <key>: no name
          """)
  void aWrongPartIsNamedWithItsLine(String good, String bad, String expected) {
    FarmFailure.Invalid failure = refused(SMALL.replace(good, bad));

    assertThat(allOf(failure)).anyMatch(problem -> problem.startsWith(expected));
  }

  @Test
  void allProblemsAreReportedTogether() {
    FarmFailure.Invalid failure =
        refused(SMALL.replace("<chunk>1</chunk>", "<chunk>x</chunk><cores>y</cores><odd/>"));

    assertThat(failure.violations())
        .extracting(Violation::where)
        .containsExactlyInAnyOrder("line 8, <chunk>", "line 8, <cores>", "line 8, <odd>");
    assertThat(failure.message()).isEqualTo("job specification: 3 problems");
  }

  @Test
  void aDependencyOnALayerThatIsNotThereIsRefused() {
    String depends =
        "<depends><depend type='LAYER_ON_LAYER'><depjob>first</depjob><deplayer>echo</deplayer>"
            + "<onjob>first</onjob><onlayer>nothing</onlayer></depend></depends></spec>";

    assertThat(refused(SMALL.replace("</spec>", depends)).message())
        .contains("job 'first' has no layer 'nothing'");
  }

  @Test
  void aDependencyNeedsWhatItsTypeSays() {
    String depends =
        "<depends><depend type='FRAME_BY_FRAME'><depjob>first</depjob><deplayer>echo</deplayer>"
            + "<onjob>first</onjob></depend></depends></spec>";

    assertThat(refused(SMALL.replace("</spec>", depends)).message()).contains("no <onlayer>");
  }

  @Test
  void malformedXmlIsNamedWithLineAndColumn() {
    assertThat(refused("<spec>\n  <show>demo</shw>\n</spec>").message())
        .startsWith("job specification: line 2, column ")
        .contains("not well-formed XML")
        .contains("</show>");
    assertThat(refused("").message()).contains("not well-formed XML");
    assertThat(refused("hello").message()).contains("line 1, column 1");
    assertThat(refused("<job/>").message()).contains("<job> (expected: <spec>)");
  }

  static final String SMALL =
      """
      <spec>
        <show>demo</show>
        <shot>sh010</shot>
        <user>ana</user>
        <job name="first">
          <layers><layer name="echo" type="Render">
            <cmd>true</cmd>
            <range>1-2</range> <chunk>1</chunk>
          </layer></layers>
        </job>
      </spec>
      """;

  private static List<String> allOf(FarmFailure.Invalid failure) {
    return failure.violations().isEmpty()
        ? List.of(failure.message().substring("job specification: ".length()))
        : failure.violations().stream().map(one -> one.where() + ": " + one.problem()).toList();
  }

  private static FarmFailure.Invalid refused(String xml) {
    FarmException thrown = catchThrowableOfType(FarmException.class, () -> JobSpecXml.parse(xml));
    assertThat(thrown).as("accepted").isNotNull();
    return (FarmFailure.Invalid) thrown.failure();
  }

  private static String file(String name) throws IOException {
    try (InputStream in = JobSpecXmlTest.class.getResourceAsStream("/spec/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
