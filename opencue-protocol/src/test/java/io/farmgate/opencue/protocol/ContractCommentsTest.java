package io.farmgate.opencue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobProto;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.show.ShowProto;
import org.junit.jupiter.api.Test;

final class ContractCommentsTest {
  private final ContractComments comments = ContractComments.load();

  @Test
  void aMethodAndItsServiceHaveWhatStandsAboveThem() {
    var service = ShowProto.getDescriptor().findServiceByName("ShowInterface");

    assertThat(comments.of(service))
        .isEqualTo("Finds shows, sets them up, and lists what belongs to them.");
    assertThat(comments.of(service.findMethodByName("FindShow")))
        .isEqualTo("Finds a show by its name. NOT_FOUND if there is none.");
  }

  @Test
  void aCommentOfSeveralLinesIsOneParagraph() {
    var service = JobProto.getDescriptor().findServiceByName("JobInterface");

    assertThat(comments.of(service.findMethodByName("FindJob")))
        .isEqualTo(
            "Finds an unfinished job by its full name; case does not count. NOT_FOUND if there is"
                + " none, as when it has finished.");
  }

  @Test
  void everyMethodAndServiceOfTheContractIsExplained() {
    for (FileDescriptor file : OpenCueContract.files()) {
      file.getServices()
          .forEach(service -> {
            assertThat(comments.of(service)).as(service.getFullName()).isNotBlank();
            service
                .getMethods()
                .forEach(method ->
                    assertThat(comments.of(method)).as(method.getFullName()).isNotBlank());
          });
    }
  }

  @Test
  void membersOfMessagesAndEnumsAreFoundToo() {
    Descriptor job = Job.getDescriptor();

    assertThat(comments.of(job)).isNotBlank();
    assertThat(job.getFields()).anyMatch(field -> !comments.of(field).isBlank());
    assertThat(JobState.getDescriptor().getValues())
        .anyMatch(value -> !comments.of(value).isBlank());
  }

  @Test
  void aContractOfOthersWithoutCommentsHasNone() {
    var service =
        TinyContract.with(TinyContract.method("Pour")).getFirst().getServices().getFirst();

    assertThat(comments.of(service)).isEmpty();
  }

  @Test
  void aNewerFileOfTheSameNameGetsNoCommentOfAnotherMethod() throws Exception {
    // As ours, with another method before all others.
    var show = ShowProto.getDescriptor().toProto().toBuilder();
    var service = show.getServiceBuilder(0);
    var methods = service.getMethodList();
    service
        .clearMethod()
        .addMethod(methods.getFirst().toBuilder().setName("Newer"))
        .addAllMethod(methods);
    FileDescriptor newer =
        FileDescriptor.buildFrom(
            show.build(),
            ShowProto.getDescriptor().getDependencies().toArray(FileDescriptor[]::new));

    assertThat(comments.of(newer.getServices().getFirst().findMethodByName("Newer"))).isEmpty();
    assertThat(comments.of(newer.getServices().getFirst().findMethodByName("FindShow")))
        .startsWith("Finds a show by its name.");
  }
}
