package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.adapter.http.rpc.spec.JobSpecXml;
import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FrameQuery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A gateway in front of a farm of some kind, with three jobs on it: one that has frames of every
 * fate, one of another user, one of another show.
 */
abstract class CallsOnAFarm {
  final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  Gateway gateway;
  Job shot;
  Job other;

  /** Makes a farm of the kind under test out of one in memory. */
  abstract Farm farm(InMemoryFarm memory);

  @BeforeEach
  void launch() {
    memory.ports().shows().create("demo_show");
    memory.ports().shows().create("other_show");
    shot =
        launch(
            "demo_show",
            "artist1",
            "lighting",
            "<layer name='good' type='Render'><cmd>true</cmd>"
                + "<range>1-3</range></layer><layer name='bad' type='Render'><cmd>exit 3</cmd><range>7</range></layer>"
                + "<layer name='slow' type='Render'><cmd>until morning</cmd><range>1</range></layer>");
    other =
        launch(
            "demo_show",
            "artist2",
            "roto",
            "<layer name='work' type='Util'><cmd>true</cmd><range>1</range></layer>");
    launch(
        "other_show",
        "artist1",
        "sim",
        "<layer name='work' type='Util'><cmd>true</cmd><range>1</range></layer>");
    gateway = new Gateway(farm(memory));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  static List<JsonNode> list(Answer answer, String form, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode list = answer.json().at(form.isEmpty() ? "/" + name + "/" + name : "/" + name);
    assertThat(list.isArray()).as(answer.body()).isTrue();
    List<JsonNode> nodes = new ArrayList<>();
    list.forEach(nodes::add);
    return nodes;
  }

  static List<String> texts(List<JsonNode> nodes, String member) {
    return nodes.stream().map(node -> node.path(member).asText()).toList();
  }

  Job launch(String show, String user, String name, String layers) {
    String xml =
        "<spec><show>"
            + show
            + "</show><shot>sh1</shot><user>"
            + user
            + "</user><job name='"
            + name
            + "'><maxretries>0</maxretries><layers>"
            + layers
            + "</layers></job></spec>";
    return memory.ports().submissions().launch(JobSpecXml.parse(xml)).getFirst();
  }

  /** Lets all frames end that can. */
  void settle() {
    Stream.generate(() -> memory).limit(30).forEach(InMemoryFarm::tick);
  }

  Job now(Job job) {
    return memory.ports().jobs().byId(new JobId(job.id().value())).orElseThrow();
  }

  Frame dead() {
    return memory
        .ports()
        .frames()
        .list(FrameQuery.of(shot.id()).in(Set.of(FrameState.DEAD)))
        .getFirst();
  }
}
