package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.contract.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facilities, services and owners, on any farm. */
abstract class SitesSuite extends OnAFarm {

  private Answer admin(String verb, String path, String body) {
    return gateway.send(verb, "admin", path, body);
  }

  @Test
  void facilitiesShouldBeMadeRenamedAndDeleted() {
    assumeThat(lacks()).doesNotContain(Capability.ALLOCATIONS);
    String name = "site_" + drive.show();
    String body = "{\"name\":\"%s\"}".formatted(name);

    assertThat(gateway.send("POST", "operator", "/api/facility", body).status()).isEqualTo(403);
    Answer made = admin("POST", "/api/facility", body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(admin("POST", "/api/facility", body).status()).isEqualTo(409);
    assertThat(gateway.get("/api/facility/" + name).json()).isEqualTo(made.json());
    admin("POST", "/api/allocation", "{\"facility\":\"%s\",\"name\":\"pool\"}".formatted(name));
    assertThat(one(gateway.get("/api/facility").json().path("facilities"), name))
        .isEqualTo(made.json());
    assertThat(gateway.get("/api/facility/" + made.json().path("id").asText()).json())
        .isEqualTo(made.json());
    assertThat(gateway.call("DELETE", "admin", "/api/facility/" + name).status()).isEqualTo(409);
    JsonNode renamed =
        admin("PATCH", "/api/facility/" + name, "{\"name\":\"%s_b\"}".formatted(name)).json();
    assertThat(renamed.path("name").asText()).isEqualTo(name + "_b");
    if (lacks().contains(Capability.FREE_FACILITIES)) {
      assertThat(gateway.get("/api/allocation/" + name + ".pool").status()).isEqualTo(200);
      return;
    }
    assertThat(gateway.get("/api/allocation/" + name + "_b.pool").status()).isEqualTo(200);
    gateway.call("DELETE", "admin", "/api/allocation/" + name + "_b.pool");
    assertThat(gateway.call("DELETE", "admin", "/api/facility/" + name + "_b").status())
        .isEqualTo(200);
    assertThat(gateway.get("/api/facility/" + name + "_b").status()).isEqualTo(404);
  }

  @Test
  void servicesShouldBeMadeChangedAndDeleted() {
    assumeThat(lacks()).doesNotContain(Capability.SERVICES);
    String name = "svc" + drive.show();
    JsonNode standard = gateway.get("/api/service/default").json();

    Answer made = admin("POST", "/api/service", "{\"name\":\"%s\",\"memory\":512}".formatted(name));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("memory").asInt()).isEqualTo(512);
    assertThat(made.json().path("minCores")).isEqualTo(standard.path("minCores"));
    JsonNode changed =
        admin(
                "PATCH",
                "/api/service/" + name,
                "{\"timeout\":60,\"tags\":[\"big\"],\"threadable\":true}")
            .json();
    assertThat(changed.path("timeout").asInt()).isEqualTo(60);
    assertThat(changed.path("memory").asInt()).isEqualTo(512);
    assertThat(admin("PATCH", "/api/service/" + name, "{\"timeout\":0}").json().has("timeout"))
        .isFalse();
    assertThat(admin("PATCH", "/api/service/" + name, "{\"minCores\":-1}").status()).isEqualTo(400);
    assertThat(gateway.send("PATCH", "operator", "/api/service/" + name, "{\"memory\":1}").status())
        .isEqualTo(403);
    assertThat(gateway.call("DELETE", "admin", "/api/service/" + name).status()).isEqualTo(200);
    assertThat(gateway.get("/api/service/" + name).status()).isEqualTo(404);
  }

  @Test
  void aShowShouldHaveItsOwnIdeaOfAService() {
    assumeThat(lacks()).doesNotContain(Capability.SERVICES);
    String path = "/api/show/" + drive.show() + "/service";
    String body = "{\"name\":\"default\",\"memory\":1024}";

    assertThat(gateway.get(path).json().path("services")).isEmpty();
    Answer made = admin("POST", path, body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("show").asText()).isEqualTo(drive.show());
    assertThat(made.json().path("tags"))
        .isEqualTo(gateway.get("/api/service/default").json().path("tags"));
    assertThat(admin("POST", path, body).status()).isEqualTo(409);
    assertThat(gateway.get(path).json().path("services")).containsExactly(made.json());
    assertThat(gateway.get(path + "/" + made.json().path("id").asText()).json())
        .isEqualTo(made.json());
    assertThat(admin("PATCH", path + "/default", "{\"minGpus\":1}").json().path("memory").asInt())
        .isEqualTo(1024);
    assertThat(gateway.get(path + "/default").json().path("minGpus").asInt()).isEqualTo(1);
    assertThat(gateway.call("DELETE", "operator", path + "/default").status()).isEqualTo(403);
    assertThat(gateway.call("DELETE", "admin", path + "/default").status()).isEqualTo(200);
    assertThat(gateway.get(path + "/default").error())
        .isEqualTo("there is no service override 'default'");
  }

  @Test
  void anOwnerShouldTakeHostsAndGiveThemBack() {
    assumeThat(lacks()).doesNotContain(Capability.OWNERS);
    String name = "own" + drive.show();
    Answer made =
        admin("POST", "/api/show/" + drive.show() + "/owner", "{\"name\":\"%s\"}".formatted(name));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String path = "/api/owner/" + name;
    String host = drive.host().name();

    assertThat(gateway.get(path).json()).isEqualTo(made.json());
    assertThat(gateway.get("/api/owner/" + made.json().path("id").asText()).json())
        .isEqualTo(made.json());
    assertThat(
            admin("POST", path + "/host", "{\"hosts\":[\"%s\"]}".formatted(host))
                .json()
                .path("message")
                .asText())
        .isEqualTo("1 host belongs to " + name);
    assertThat(gateway.get(path).json().path("hosts").asInt()).isEqualTo(1);
    assertThat(gateway.get(path + "/host").json().path("hosts").findValuesAsText("name"))
        .containsExactly(host);
    assertThat(admin("POST", path + "/host", "{\"hosts\":[\"nix\"]}").status()).isEqualTo(404);
    assertThat(gateway.call("DELETE", "operator", path + "/host/" + host).status()).isEqualTo(403);
    assertThat(gateway.call("DELETE", "admin", path + "/host/" + host).status()).isEqualTo(200);
    assertThat(gateway.call("DELETE", "admin", path + "/host/" + host).error())
        .isEqualTo("host " + host + " does not belong to " + name);
    assertThat(admin("PATCH", path, "{\"show\":\"nix\"}").status()).isEqualTo(404);
    assertThat(admin("PATCH", path, "{\"show\":\"" + drive.show() + "\"}").status()).isEqualTo(200);
    assertThat(gateway.call("DELETE", "admin", path).status()).isEqualTo(200);
    assertThat(gateway.get(path).status()).isEqualTo(404);
  }

  @Test
  void aQuotaShouldBeSetInParts() {
    assumeThat(lacks()).doesNotContain(Capability.OWNERS, Capability.QUOTAS);
    String name = "quo" + drive.show();
    admin("POST", "/api/show/" + drive.show() + "/owner", "{\"name\":\"%s\"}".formatted(name));
    String path = "/api/owner/" + name;

    assertThat(admin("PATCH", path, "{\"maxCores\":800,\"maxGpus\":2}").status()).isEqualTo(200);
    JsonNode told = admin("PATCH", path, "{\"minCores\":100}").json();

    assertThat(told.path("minCores").asInt()).isEqualTo(100);
    assertThat(told.path("maxCores").asInt()).isEqualTo(800);
    assertThat(told.path("maxGpus").asInt()).isEqualTo(2);
    String other = drive.farm().shows().create("oth" + drive.show()).name();
    String partly = "{\"show\":\"%s\",\"minCores\":900}".formatted(other);
    assertThat(admin("PATCH", path, partly).status()).isEqualTo(400);
    assertThat(gateway.get(path).json()).as("nothing of it").isEqualTo(told);
    assertThat(admin("PATCH", path, "{}").status()).isEqualTo(400);
    JsonNode freed = admin("PATCH", path, "{\"maxCores\":null,\"maxGpus\":null}").json();
    assertThat(freed.has("maxCores")).isFalse();
    assertThat(freed.has("maxGpus")).isFalse();
    assertThat(freed.path("minCores").asInt()).isEqualTo(100);
    assertThat(admin("PATCH", path, "{\"minGpus\":null}").status()).isEqualTo(400);
    gateway.call("DELETE", "admin", path);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/facility/nix,       facility",
    "DELETE, /api/facility/nix,       facility",
    "DELETE, /api/service/nix,        service",
    "GET,    /api/show/nix/service,   show",
    "DELETE, /api/show/nix/service/x, show",
    "GET,    /api/owner/nix,          owner",
    "GET,    /api/owner/nix/host,     owner",
    "DELETE, /api/owner/nix,          owner",
    "DELETE, /api/owner/nix/host/x,   owner"
  })
  void whatIsNotThereShouldBeNamed(String verb, String path, String kind) {
    for (String id : new String[] {"nix", "%20"}) {
      Answer answer = gateway.call(verb, "admin", path.replace("nix", id));

      assertThat(answer.status()).as(answer.body()).isEqualTo(404);
      assertThat(answer.error())
          .isEqualTo("there is no " + kind + " '" + (id.equals("nix") ? "nix" : " ") + "'");
    }
  }
}
