package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the wire says of departments and tasks, and asks for, that no port of the kit does. */
final class DepartmentCallsTest {
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final Gateway gateway =
      new Gateway(
          new Farm("local", "farm in memory", Optional.of(memory.ports()), Optional.empty()));
  private String department = "";

  @BeforeEach
  void fill() {
    memory.ports().shows().create("demo_show");
    String root =
        gateway
            .post("/show.ShowInterface/GetRootGroup", "{\"show\":{\"id\":\"show-demo_show\"}}")
            .json()
            .at("/group/id")
            .asText();
    gateway.post(
        "/job.GroupInterface/SetDepartment",
        "{\"group\":{\"id\":\"" + root + "\"},\"dept\":\"comp\"}");
    department =
        gateway
            .post(
                "/show.ShowInterface/GetDepartment",
                "{\"show\":{\"id\":\"show-demo_show\"},\"department\":\"comp\"}")
            .json()
            .at("/department/id")
            .asText();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Answer call(String method, String more) {
    return gateway.post(
        "/department.DepartmentInterface/" + method,
        "{\"department\":{\"id\":\"" + department + "\"}" + more + "}");
  }

  @Test
  void aMapOfShotsHasWholeCores() {
    Answer made = call("AddTasks", ",\"tmap\":{\"sh010\":2,\"sh020\":1}");

    assertThat(made.json().at("/tasks/tasks/0/shot").asText()).isEqualTo("sh010");
    assertThat(made.json().at("/tasks/tasks/0/minCores").asDouble()).isEqualTo(2);
    assertThat(made.json().at("/tasks/tasks/0/name").asText()).isEqualTo("sh010.comp");
    assertThat(made.json().at("/tasks/tasks/0/pointId").asText()).isEqualTo(department);
    assertThat(call("AddTasks", ",\"tmap\":{\"sh030\":-1}").status()).isEqualTo(400);
    assertThat(call("ReplaceTasks", ",\"tmap\":{\"sh030\":-1}").status()).isEqualTo(400);
    assertThat(call("AddTask", ",\"shot\":\"sh030\",\"minCores\":-1").status()).isEqualTo(400);
    assertThat(call("AddTask", ",\"shot\":\"sh010\",\"minCores\":1").status()).isEqualTo(409);
    assertThat(call("SetManagedCores", ",\"managedCores\":-1").status()).isEqualTo(400);
    assertThat(call("GetTasks", "").json().at("/tasks/tasks").size()).isEqualTo(2);
  }

  @Test
  void whatAPersonHasAddedToAManagedTaskIsTold() {
    call("EnableTiManaged", ",\"tiTask\":\"comp\",\"managedCores\":4");
    String task =
        call("AddTask", ",\"shot\":\"sh010\",\"minCores\":1").json().at("/task/id").asText();

    // As Cuebot has it: the id where the name is.
    Answer set =
        gateway.post(
            "/task.TaskInterface/SetMinCores",
            "{\"task\":{\"name\":\"" + task + "\"},\"newMinCores\":6.5}");

    assertThat(set.status()).isEqualTo(200);
    Answer tasks = call("GetTasks", "");
    assertThat(tasks.json().at("/tasks/tasks/0/minCores").asDouble()).isEqualTo(6.5);
    assertThat(tasks.json().at("/tasks/tasks/0/adjustCores").asDouble()).isEqualTo(2.5);
    Answer shows =
        gateway.post(
            "/show.ShowInterface/GetDepartments", "{\"show\":{\"id\":\"show-demo_show\"}}");
    assertThat(shows.json().at("/departments/departments/0/name").asText())
        .isEqualTo("demo_show.comp");
    assertThat(shows.json().at("/departments/departments/0/tiManaged").asBoolean()).isTrue();
    assertThat(shows.json().at("/departments/departments/0/minCores").asDouble()).isEqualTo(4);
  }

  @Test
  void promisesTakeAnAdmin() {
    byte[] body = "{\"name\":\"light\"}".getBytes(StandardCharsets.UTF_8);
    String add = "/department.DepartmentInterface/AddDepartmentName";

    assertThat(gateway.post("operator", add, body).status()).isEqualTo(403);
    assertThat(gateway.post("admin", add, body).status()).isEqualTo(200);
    assertThat(gateway.post("/show.ShowInterface/GetDepartments", "{\"show\":{\"id\":\"nix\"}}"))
        .extracting(Answer::status)
        .isEqualTo(404);
  }
}
