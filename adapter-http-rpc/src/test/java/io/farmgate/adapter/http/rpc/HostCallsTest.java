package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.Job;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.spec.Specs;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the wire says of hosts and procs, and asks for, that no port of the kit does. */
final class HostCallsTest {
  private static final String HOST = "{\"host\":{\"id\":\"host-1\"}";

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final Gateway gateway =
      new Gateway(
          new Farm("local", "farm in memory", Optional.of(memory.ports()), Optional.empty()));

  @BeforeEach
  void fill() {
    memory.ports().shows().create("demo_show");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Job run(String name) {
    Job job =
        memory
            .ports()
            .submissions()
            .launch(
                Specs.submission(
                    "demo_show", Specs.job(name, Specs.layer("comp", "1-2", "until never"))))
            .getFirst();
    memory.tick();
    return job;
  }

  private Answer host(String method, String more) {
    return gateway.post("/host.HostInterface/" + method, HOST + more + "}");
  }

  private Answer proc(String method, String body) {
    return gateway.post("/host.ProcInterface/" + method, body);
  }

  @Test
  void aNumberThatIsNoStateOrModeIsRefusedAndNotStored() {
    assertThat(host("SetHardwareState", ",\"state\":99").status()).isEqualTo(400);
    assertThat(host("SetHardwareState", ",\"state\":\"REBOOTING\"").status()).isEqualTo(400);
    assertThat(host("SetThreadMode", ",\"mode\":7").status()).isEqualTo(400);
    assertThat(host("SetThreadMode", ",\"mode\":\"VARIABLE\"").status()).isEqualTo(200);
    JsonNode told = gateway.post("/host.HostInterface/GetHost", "{\"id\":\"host-1\"}").json();
    assertThat(told.at("/host/state").asText()).isEqualTo("UP");
    assertThat(told.at("/host/threadMode").asText()).isEqualTo("VARIABLE");
  }

  /** Cores are whole where a partition is made, and hundredths where it is shown and changed. */
  @Test
  void aRenderPartitionIsMadeInCoresAndShownInHundredths() {
    String show = memory.ports().shows().byName("demo_show").orElseThrow().id().value();
    gateway.post(
        "/show.ShowInterface/CreateOwner", "{\"show\":{\"id\":\"" + show + "\"},\"name\":\"ada\"}");
    gateway.post(
        "/host.OwnerInterface/TakeOwnership",
        "{\"owner\":{\"id\":\"owner-ada\"},\"host\":\"memory\"}");
    Job job = run("lent");
    String add =
        "{\"job\":{\"id\":\""
            + job.id()
            + "\"},\"host\":\"memory\",\"username\":\"ada\",\"threads\":1,\"maxCores\":2,"
            + "\"maxMemory\":1024";

    assertThat(
            gateway
                .post(
                    "/job.JobInterface/AddRenderPartition",
                    add.replace("\"threads\":1", "\"threads\":-1") + "}")
                .status())
        .isEqualTo(400);
    Answer made = gateway.post("/job.JobInterface/AddRenderPartition", add + "}");

    assertThat(made.status()).as(made.body()).isEqualTo(200);
    JsonNode part = made.json().path("renderPartition");
    assertThat(part.path("maxCores").asInt()).isEqualTo(200);
    assertThat(part.path("maxMemory").asInt()).isEqualTo(1024);
    assertThat(part.path("renderPartType").asText()).isEqualTo("JOB_PARTITION");
    String id = "{\"renderPartition\":{\"id\":\"" + part.path("id").asText() + "\"}";
    String service = "/renderPartition.RenderPartitionInterface/";
    assertThat(gateway.post(service + "SetMaxResources", id + ",\"cores\":150}").status())
        .isEqualTo(200);
    assertThat(gateway.post(service + "SetMaxResources", id + ",\"cores\":-150}").status())
        .isEqualTo(400);
    assertThat(
            host("GetRenderPartitions", "")
                .json()
                .at("/renderPartitions/renderPartitions/0/maxCores")
                .asInt())
        .isEqualTo(150);
    assertThat(gateway.post("/job.JobInterface/AddRenderPartition", add + "}").status())
        .isEqualTo(409);
    assertThat(gateway.post(service + "Delete", id + "}").status()).isEqualTo(200);
    assertThat(gateway.post(service + "Delete", id + "}").status()).isEqualTo(404);
  }

  @Test
  void theBoardShowsWhatRunsWhere() {
    run("board");

    JsonNode board = gateway.post("/host.HostInterface/GetHostWhiteboard", "{}").json();

    JsonNode host = board.at("/nestedHosts/nestedHosts/0");
    assertThat(host.path("name").asText()).isEqualTo("memory");
    assertThat(host.at("/procs/nestedProcs")).hasSize(2);
    assertThat(host.at("/procs/nestedProcs/0/jobName").asText()).endsWith("board");
    assertThat(host("GetRenderPartitions", "").json().path("renderPartitions").isObject()).isTrue();
  }

  @Test
  void onlyAdminsMoveAndDeleteHosts() {
    byte[] body = (HOST + "}").getBytes(StandardCharsets.UTF_8);
    assertThat(gateway.post("operator", "/host.HostInterface/Delete", body).status())
        .isEqualTo(403);
    assertThat(gateway.post("admin", "/host.HostInterface/Delete", body).status()).isEqualTo(400);
    String allocation = memory.ports().setup().allocations().standard().id().value();
    byte[] move =
        (HOST + ",\"allocation_id\":\"" + allocation + "\"}").getBytes(StandardCharsets.UTF_8);
    assertThat(gateway.post("admin", "/host.HostInterface/SetAllocation", move).status())
        .isEqualTo(200);
  }

  @Test
  void procsAreUnbookedByCriteriaAndNeverByNone() {
    run("unbooked");

    assertThat(proc("UnbookProcs", "{\"kill\":true}").status()).isEqualTo(400);
    assertThat(proc("UnbookProcs", "{\"r\":{\"shows\":[\"nix\"]}}").json().path("numProcs").asInt())
        .isZero();
    String none = "{\"r\":{\"shows\":[\"demo_show\"],\"memory_greater_than\":[{\"value\":1}]}}";
    assertThat(proc("UnbookProcs", none).json().path("numProcs").asInt()).isZero();
    String some =
        "{\"r\":{\"shows\":[\"demo_show\"],\"allocs\":[\"local.general\"],"
            + "\"duration_range\":[{\"min\":0,\"max\":1000}]}}";
    assertThat(proc("UnbookProcs", some).json().path("numProcs").asInt()).isEqualTo(2);
    assertThat(memory.ports().procs().all()).allMatch(one -> one.unbooked());
  }

  @Test
  void procsThatAreUnbookedToJobsAreGivenToThemInTurn() {
    Job first = run("first");
    Job one = run("one");
    Job two = run("two");
    String body =
        "{\"r\":{\"jobs\":[\"%s\"]},\"jobs\":{\"jobs\":[{\"id\":\"%s\"},{\"id\":\"%s\"}]},\"kill\":true}"
            .formatted(first.name(), one.id(), two.id());

    assertThat(proc("UnbookToJob", body).json().path("numProcs").asInt()).isEqualTo(2);
    memory.tick();

    for (Job job : new Job[] {one, two}) {
      assertThat(memory.ports().jobs().byId(job.id()).orElseThrow().frames().running())
          .isEqualTo(1);
    }
    assertThat(
            gateway
                .post("/cue.CueInterface/GetSystemStats", "{}")
                .json()
                .at("/stats/bookedProcs")
                .asInt())
        .isEqualTo(4);
  }

  @Test
  void procsOfAHostAreKilledForTheJobThatIsNamed() {
    Job first = run("first");
    Job other = run("other");
    String id = memory.ports().procs().all().getFirst().id().value();
    String more = ",\"proc_names\":[\"%s\"],\"job_id\":\"%s\"".formatted(id, other.id());

    assertThat(host("RedirectToJob", more).json().path("value").asBoolean()).isTrue();
    assertThat(
            host("RedirectToJob", ",\"proc_names\":[\"nix\"],\"job_id\":\"" + other.id() + "\"")
                .json()
                .path("value")
                .asBoolean())
        .isFalse();
    memory.tick();

    assertThat(memory.ports().jobs().byId(first.id()).orElseThrow().frames().running())
        .isEqualTo(1);
    assertThat(memory.ports().jobs().byId(other.id()).orElseThrow().frames().running())
        .isEqualTo(1);
  }

  @Test
  void whoCommentsIsTheCallerUnlessTheySaySo() {
    assertThat(host("AddComment", ",\"new_comment\":{\"subject\":\"Disk\"}").status())
        .isEqualTo(200);
    assertThat(
            host("AddComment", ",\"new_comment\":{\"subject\":\"Disk\",\"user\":\"ada\"}").status())
        .isEqualTo(200);
    assertThat(host("AddComment", "").status()).isEqualTo(400);

    JsonNode comments = host("GetComments", "").json().at("/comments/comments");
    assertThat(comments.findValuesAsText("user")).hasSize(2).contains("ada").doesNotContain("");
  }
}
