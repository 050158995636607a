package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Filter;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobEdit;
import io.farmgate.domain.Layer;
import io.farmgate.domain.MatchRule;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.spec.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a farm is set up, and what waits for what, on any farm. */
abstract class SetupSuite extends OnAFarm {

  private Answer admin(String verb, String path, String body) {
    return gateway.send(verb, "admin", path, body);
  }

  private Job held(String name) {
    return drive
        .launch(
            Specs.withPaused(
                Specs.job(
                    name,
                    Specs.layer("first", "1-3", drive.work().succeed()),
                    Specs.layer("second", "1-3", drive.work().succeed())),
                true))
        .getFirst();
  }

  @Test
  void limitsShouldBeMadeChangedAndDeleted() {
    assumeThat(lacks()).doesNotContain(Capability.LIMITS);
    String name = "lim_" + drive.show();
    String body = "{\"name\":\"%s\",\"maxRunning\":3}".formatted(name);

    assertThat(gateway.send("POST", "operator", "/api/limit", body).status()).isEqualTo(403);
    Answer made = admin("POST", "/api/limit", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("maxRunning").asInt()).isEqualTo(3);
    assertThat(admin("POST", "/api/limit", body).status()).isEqualTo(409);
    assertThat(gateway.get("/api/limit/" + name).json()).isEqualTo(made.json());
    assertThat(gateway.get("/api/limit/" + made.json().path("id").asText()).json())
        .isEqualTo(made.json());
    assertThat(one(gateway.get("/api/limit").json().path("limits"), name)).isEqualTo(made.json());
    assertThat(
            admin("PATCH", "/api/limit/" + name, "{\"maxRunning\":0}")
                .json()
                .path("maxRunning")
                .asInt())
        .isZero();
    assertThat(admin("PATCH", "/api/limit/" + name, "{}").status()).isEqualTo(400);
    assertThat(gateway.call("DELETE", "admin", "/api/limit/" + name).status()).isEqualTo(200);
    assertThat(gateway.get("/api/limit/" + name).error())
        .isEqualTo("there is no limit '" + name + "'");
  }

  @Test
  void allocationsShouldBeMadeSubscribedToAndDeleted() {
    assumeThat(lacks()).doesNotContain(Capability.ALLOCATIONS);
    String facility = drive.farm().setup().allocations().standard().facility();
    String name = "al_" + drive.show();
    String full = facility + "." + name;

    Answer made =
        admin(
            "POST",
            "/api/allocation",
            "{\"facility\":\"%s\",\"name\":\"%s\"}".formatted(facility, name));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("name").asText()).isEqualTo(full);
    assertThat(made.json().path("hosts").asInt()).isZero();
    assertThat(gateway.get("/api/allocation/" + full).json()).isEqualTo(made.json());
    assertThat(
            one(
                gateway.get("/api/allocation?facility=" + facility).json().path("allocations"),
                full))
        .isEqualTo(made.json());
    assertThat(gateway.get("/api/allocation?facility=nix").json().path("allocations")).isEmpty();
    assertThat(
            admin("PATCH", "/api/allocation/" + full, "{\"tag\":\"other\",\"billable\":true}")
                .json()
                .path("tag")
                .asText())
        .isEqualTo("other");
    subscribe(full);
    assertThat(gateway.get("/api/allocation/" + full + "/host").json().path("hosts")).isEmpty();
    assertThat(gateway.call("DELETE", "operator", "/api/allocation/" + full).status())
        .isEqualTo(403);
    assertThat(gateway.call("DELETE", "admin", "/api/allocation/" + full).status()).isEqualTo(200);
    assertThat(gateway.get("/api/allocation/" + full).status()).isEqualTo(404);
  }

  private void subscribe(String allocation) {
    String path = "/api/show/" + drive.show() + "/subscription";
    String body = "{\"allocation\":\"%s\",\"size\":200,\"burst\":400}".formatted(allocation);

    Answer made = admin("POST", path, body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("name").asText()).isEqualTo(allocation + "." + drive.show());
    assertThat(admin("POST", path, body).status()).isEqualTo(409);
    assertThat(one(gateway.get(path).json().path("subscriptions"), allocation + "." + drive.show()))
        .isEqualTo(made.json());
    assertThat(
            gateway
                .get("/api/allocation/" + allocation + "/subscription")
                .json()
                .path("subscriptions"))
        .containsExactly(made.json());
    String one = "/api/subscription/" + made.json().path("id").asText();
    JsonNode changed = admin("PATCH", one, "{\"burst\":600}").json();
    assertThat(changed.path("burst").asInt()).isEqualTo(600);
    assertThat(changed.path("size").asInt()).isEqualTo(200);
    assertThat(gateway.get(one).json()).isEqualTo(changed);
    assertThat(gateway.call("DELETE", "admin", one).status()).isEqualTo(200);
    assertThat(gateway.get(path).json().path("subscriptions").findValuesAsText("id"))
        .doesNotContain(made.json().path("id").asText());
  }

  @Test
  void hostsShouldBeMovedToAnAllocation() {
    assumeThat(lacks()).doesNotContain(Capability.ALLOCATIONS);
    String allocation = drive.host().allocation();
    String path = "/api/allocation/" + allocation + "/host";

    assertThat(gateway.get(path).json().path("hosts").findValuesAsText("name"))
        .contains(drive.host().name());
    assertThat(
            admin("POST", path, "{\"hosts\":[\"%s\"]}".formatted(drive.host().name()))
                .json()
                .path("changed")
                .asInt())
        .isEqualTo(1);
    assertThat(admin("POST", path, "{\"hosts\":[\"nix\"]}").status()).isEqualTo(404);
    assertThat(admin("POST", path, "{\"hosts\":[]}").status()).isEqualTo(400);
  }

  @Test
  void servicesAndFiltersShouldBeRead() {
    assumeThat(lacks()).doesNotContain(Capability.SERVICES, Capability.FILTERS);
    JsonNode service = one(gateway.get("/api/service").json().path("services"), "default");
    assertThat(gateway.get("/api/service/default").json()).isEqualTo(service);
    String show = drive.show();
    var ports = drive.farm().setup();
    Filter filter =
        ports.filters().create(drive.farm().shows().byName(show).orElseThrow().id(), "comp_first");
    ports
        .filterParts()
        .addMatcher(
            filter.id(),
            new MatchRule(MatchRule.Subject.SHOT, MatchRule.Kind.BEGINS_WITH, "sq010"));
    ports.filterParts().addAction(filter.id(), new JobEdit.SetPriority(200));
    ports.filterParts().addAction(filter.id(), new JobEdit.Stop());

    JsonNode told =
        one(gateway.get("/api/show/" + show + "/filter").json().path("filters"), "comp_first");
    assertThat(told.path("place").asInt()).isEqualTo(1);
    String path = "/api/filter/" + told.path("id").asText();
    assertThat(gateway.get(path + "/matcher").json().at("/matchers/0/kind").asText())
        .isEqualTo("BEGINS_WITH");
    JsonNode actions = gateway.get(path + "/action").json().path("actions");
    assertThat(actions.findValuesAsText("type"))
        .containsExactly("SET_JOB_PRIORITY", "STOP_PROCESSING");
    assertThat(actions.findValuesAsText("value")).containsExactly("200", "");
  }

  @Test
  void groupsShouldBeMadeFilledAndDeleted() {
    assumeThat(lacks()).doesNotContain(Capability.GROUPS);
    Job job = held("grouped");
    String root =
        gateway.get("/api/show/" + drive.show() + "/group").json().at("/groups/0/id").asText();

    Answer made = gateway.post("/api/group/" + root + "/group", "{\"name\":\"comp_two\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String path = "/api/group/" + made.json().path("id").asText();
    assertThat(gateway.post("/api/group/" + root + "/group", "{\"name\":\"comp_two\"}").status())
        .isEqualTo(409);
    assertThat(
            gateway
                .send("PATCH", "operator", path, "{\"maxCores\":500,\"minCores\":100}")
                .json()
                .path("maxCores")
                .asInt())
        .isEqualTo(500);
    assertThat(
            gateway
                .post(path + "/job", "{\"jobs\":[\"%s\"]}".formatted(job.name()))
                .json()
                .path("message")
                .asText())
        .isEqualTo("1 job is in comp_two");
    assertThat(gateway.get(path + "/job").json().path("jobs").findValuesAsText("id"))
        .containsExactly(job.id().value());
    assertThat(gateway.call("DELETE", "operator", path).status()).isEqualTo(409);
    gateway.post("/api/group/" + root + "/job", "{\"jobs\":[\"%s\"]}".formatted(job.id()));
    assertThat(gateway.call("DELETE", "operator", path).status()).isEqualTo(200);
    assertThat(gateway.get(path).status()).isEqualTo(404);
  }

  @Test
  void whatIsSetForAGroupShouldBeToldAndTakenAway() {
    assumeThat(lacks()).doesNotContain(Capability.GROUPS);
    String root =
        gateway.get("/api/show/" + drive.show() + "/group").json().at("/groups/0/id").asText();
    JsonNode outer = gateway.post("/api/group/" + root + "/group", "{\"name\":\"outer\"}").json();
    JsonNode inner = gateway.post("/api/group/" + root + "/group", "{\"name\":\"inner\"}").json();
    String path = "/api/group/" + inner.path("id").asText();
    String numbers =
        """
        {"maxCores":500,"defaultPriority":7,"defaultMinCores":100,"defaultMaxCores":400,
         "minGpus":1,"maxGpus":4,"defaultMinGpus":1,"defaultMaxGpus":2,
         "name":"inner_two","parentId":"%s"}
        """
            .formatted(outer.path("id").asText());

    Answer set = gateway.send("PATCH", "operator", path, numbers);
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    assertThat(set.json().path("name").asText()).isEqualTo("inner_two");
    assertThat(set.json().path("parentId")).isEqualTo(outer.path("id"));
    assertThat(set.json().path("level").asInt()).isEqualTo(2);
    String told = gateway.get(path).body();
    assertThat(told)
        .contains("\"maxCores\":500", "\"defaultPriority\":7", "\"defaultMinCores\":100")
        .contains("\"defaultMaxCores\":400", "\"minGpus\":1", "\"maxGpus\":4")
        .contains("\"defaultMinGpus\":1", "\"defaultMaxGpus\":2");
    JsonNode freed =
        gateway
            .send(
                "PATCH",
                "operator",
                path,
                """
                {"maxCores":null,"defaultPriority":null,"defaultMinCores":null,
                 "defaultMaxCores":null,"maxGpus":null,"defaultMinGpus":null,
                 "defaultMaxGpus":null}
                """)
            .json();
    for (String gone :
        List.of(
            "maxCores",
            "defaultPriority",
            "defaultMinCores",
            "defaultMaxCores",
            "maxGpus",
            "defaultMinGpus",
            "defaultMaxGpus")) {
      assertThat(freed.has(gone)).as(gone).isFalse();
    }
    assertThat(freed.path("minGpus").asInt()).isEqualTo(1);
    assertThat(gateway.send("PATCH", "operator", path, "{\"minCores\":null}").error())
        .isEqualTo("minCores: null (expected: a value; what is left out stays)");
    assertThat(gateway.send("PATCH", "operator", path, "{\"name\":\"outer\"}").status())
        .isEqualTo(409);
    assertThat(gateway.send("PATCH", "operator", path, "{\"parentId\":\"nix\"}").status())
        .isEqualTo(404);
    Answer partly =
        gateway.send(
            "PATCH",
            "operator",
            path,
            "{\"name\":\"third\",\"parentId\":\"%s\",\"minCores\":300,\"maxCores\":200}"
                .formatted(root));
    assertThat(partly.status()).as(partly.body()).isEqualTo(400);
    assertThat(gateway.get(path).json()).as("nothing of it").isEqualTo(freed);
  }

  @Test
  void dependenciesShouldBeMadeSatisfiedAndDropped() {
    assumeThat(lacks()).doesNotContain(Capability.DEPENDS);
    Job job = held("waiting");
    Job other = held("awaited");
    List<Layer> layers = drive.farm().layers().ofJob(job.id());
    String body =
        """
        {"dependent": {"layer": "%s"}, "target": {"job": "%s"}}
        """
            .formatted(layers.get(1).id(), other.name());

    Answer made = gateway.post("/api/depend", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("type").asText()).isEqualTo("LAYER_ON_JOB");
    assertThat(made.json().path("active").asBoolean()).isTrue();
    assertThat(made.json().path("dependentLayer").asText()).isEqualTo("second");
    String path = "/api/depend/" + made.json().path("id").asText();
    assertThat(gateway.get(path).json()).isEqualTo(made.json());
    String layer = "/api/layer/" + layers.get(1).id();
    for (String list :
        List.of(
            "/api/job/" + job.name() + "/depend",
            layer + "/depend",
            "/api/job/" + other.id() + "/dependent")) {
      assertThat(gateway.get(list).json().path("depends").findValuesAsText("id"))
          .as(list)
          .containsExactly(made.json().path("id").asText());
    }
    assertThat(drive.farm().layers().ofJob(job.id()).get(1).frames().depend()).isEqualTo(3);

    assertThat(gateway.post(path + "/satisfy", "").status()).isEqualTo(200);
    // A farm may do it a little later.
    drive.until(
        "satisfied", () -> gateway.get(path).json().path("active"), active -> !active.asBoolean());
    if (lacks().contains(Capability.HOLD_JOBS_AGAIN)) {
      assertThat(gateway.post(path + "/unsatisfy", "").status()).isEqualTo(501);
      return;
    }
    assertThat(gateway.post(path + "/unsatisfy", "").status()).isEqualTo(200);
    assertThat(gateway.get(path).json().path("active").asBoolean()).isTrue();
    assertThat(gateway.call("POST", "viewer", layer + "/depend/drop").status()).isEqualTo(403);
    assertThat(gateway.post(layer + "/depend/drop?where=INTERNAL", "").status()).isEqualTo(200);
    assertThat(gateway.get(path).json().path("active").asBoolean()).isTrue();
    assertThat(gateway.post(layer + "/depend/drop", "").status()).isEqualTo(200);
    drive.until(
        "the layer to be free",
        () -> drive.farm().layers().ofJob(job.id()).get(1).frames().depend(),
        held -> held == 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                          | body: 2 problems: dependent: missing
          {"dependent":{"job":"a","layer":"b"},"target":{"job":"c"}} | dependent.job: 2 of job, layer and frame
          {"dependent":{"job":" "},"target":{"job":"c"}} | dependent.job: 0 of job, layer and frame
          {"dependent":{"job":"a"},"target":{"job":"c"},"byFrame":true} | byFrame: true (expected: a layer
          {"dependent":{"job":"a"},"target":{"job":"c"},"colour":1} | 'colour': no such member
          """)
  void aDependencyThatIsWrongShouldBeTold(String body, String error) {
    Answer refused = gateway.post("/api/depend", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).startsWith(error);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/allocation/nix,              allocation",
    "GET,    /api/allocation/nix/host,         allocation",
    "GET,    /api/allocation/nix/subscription, allocation",
    "DELETE, /api/allocation/nix,              allocation",
    "GET,    /api/show/nix/subscription,       show",
    "GET,    /api/show/nix/filter,             show",
    "GET,    /api/subscription/nix,            subscription",
    "DELETE, /api/subscription/nix,            subscription",
    "GET,    /api/limit/nix,                   limit",
    "DELETE, /api/limit/nix,                   limit",
    "GET,    /api/service/nix,                 service",
    "DELETE, /api/group/nix,                   group",
    "GET,    /api/depend/nix,                  dependency",
    "POST,   /api/depend/nix/satisfy,          dependency",
    "GET,    /api/job/nix/depend,              job",
    "GET,    /api/layer/nix/dependent,         layer",
    "POST,   /api/frame/nix/depend/drop,       frame"
  })
  void whatIsNotThereShouldBeNamed(String verb, String path, String kind) {
    Answer answer = gateway.call(verb, "admin", path);

    assertThat(answer.status()).as(answer.body()).isEqualTo(404);
    assertThat(answer.error()).isEqualTo("there is no " + kind + " 'nix'");
  }
}
