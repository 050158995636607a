package io.farmgate.clientcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.client.ApiClient;
import io.farmgate.client.ApiException;
import io.farmgate.client.api.FramesApi;
import io.farmgate.client.api.HostsApi;
import io.farmgate.client.api.JobsApi;
import io.farmgate.client.api.ShowsApi;
import io.farmgate.client.model.Frame;
import io.farmgate.client.model.Host;
import io.farmgate.client.model.Job;
import io.farmgate.client.model.JobSpec;
import io.farmgate.client.model.LayerSpec;
import io.farmgate.client.model.Show;
import io.farmgate.client.model.Submission;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that nobody here has written reads the document as we mean it. */
final class GeneratedClientTest {
  private ServedFarm farm;
  private ApiClient client;

  @BeforeEach
  void serve() throws IOException {
    farm = new ServedFarm();
    client = new ApiClient();
    client.updateBaseUri(farm.url());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer a-token"));
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  /** The client was made of the very document that is served. */
  @Test
  void theDocumentShouldBeTheServedOne() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String served =
          http.send(
                  HttpRequest.newBuilder(URI.create(farm.url() + "/openapi/opencue.json"))
                      .header("Authorization", "Bearer a-token")
                      .build(),
                  BodyHandlers.ofString())
              .body();

      assertThat(served)
          .isEqualTo(Files.readString(Path.of(System.getProperty("farmgate.document"))));
    }
  }

  @Test
  void tenCallsShouldAnswerInTheClientsTypes() throws ApiException {
    JobsApi jobs = new JobsApi(client);
    FramesApi frames = new FramesApi(client);

    assertThat(new ShowsApi(client).listShows(null, null, null, null).getShows())
        .extracting(Show::getName)
        .containsExactly("a_show");
    Job launched = jobs.launchJobs(submission(), null).getJobs().getFirst();
    assertThat(launched.getTotalFrames()).isEqualTo(3);
    assertThat(launched.getStartTime()).isBefore(OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(1));
    String id = launched.getId();
    assertThat(jobs.pauseJob(id).getSuccess()).isTrue();
    Job paused = jobs.getJob(id, null);
    assertThat(paused.getState()).isEqualTo(Job.StateEnum.PAUSED);
    assertThat(paused.getPaused()).isTrue();
    assertThat(
            jobs.findJobs(
                    List.of("PAUSED"),
                    List.of("a_show"),
                    null,
                    null,
                    null,
                    List.of("name"),
                    "name",
                    10,
                    null)
                .getJobs())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.getName()).isEqualTo("a_show-sh010-ada_generated");
          assertThat(job.getPriority()).isNull();
        });
    assertThat(jobs.resumeJob(id).getMessage()).endsWith("was resumed");
    List<Frame> all =
        frames.listFrames(id, null, List.of("comp"), "1-2", null, null, null, null).getFrames();
    assertThat(all).extracting(Frame::getNumber).containsExactly(1, 2);
    assertThat(all).extracting(Frame::getState).containsOnly(Frame.StateEnum.WAITING);
    assertThat(frames.retryFrames(id, List.of("DEAD"), null, null).getChanged()).isZero();
    assertThat(
            new HostsApi(client)
                .listHosts(null, null, null, null, null, null, null, null, null)
                .getHosts())
        .singleElement()
        .satisfies(host -> {
          assertThat(host.getState()).isEqualTo(Host.StateEnum.UP);
          assertThat(host.getTotalMemory()).isPositive();
        });
    assertThat(jobs.killJob(id).getSuccess()).isTrue();
    assertThat(jobs.getJob(id, null).getState()).isEqualTo(Job.StateEnum.FINISHED);
    assertThat(farm.calls()).hasSizeGreaterThanOrEqualTo(10);
  }

  private static Submission submission() {
    return new Submission()
        .show("a_show")
        .shot("sh010")
        .user("ada")
        .addJobsItem(
            new JobSpec()
                .name("generated")
                .addLayersItem(
                    new LayerSpec().name("comp").command("true").range("1-3").minCores(100)));
  }

  @Test
  void aFailureShouldBeTheClients() {
    assertThatThrownBy(() -> new JobsApi(client).getJob("nix", null))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(404);
              assertThat(e.getResponseBody()).contains("there is no job 'nix'");
            });
  }
}
