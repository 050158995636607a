package io.farmgate.adapter.http.rpc.documented;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.farmgate.adapter.http.rpc.documented.Client.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the documents' calls are about, made by calls too: a show with three jobs and a group, a job
 * of another show, an owner with a host, and a frame that runs. Its ids stand for the capitals in
 * the table.
 */
public final class DocumentedWorld {
  private static final JsonMapper JSON = new JsonMapper();

  /** Jobs that are there to be listed. */
  private static final Set<String> PAUSED = Set.of("later", "sim");

  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  private final Client client;
  private final String show;
  private final Map<String, String> names = new LinkedHashMap<>();

  private DocumentedWorld(Client client, String show) {
    this.client = client;
    this.show = show;
  }

  /**
   * Makes one, or what an earlier one has left whole again.
   *
   * @param show the name that the documents give it
   * @param endless a command of the farm's hosts that does not end by itself
   * @param newShow a name that no show has yet
   */
  public static DocumentedWorld make(Client client, String show, String endless, String newShow) {
    DocumentedWorld world = new DocumentedWorld(client, show);
    world.names.put("NEW_SHOW", newShow);
    world.makeGroupAndOwner();
    world.makeJobs(endless);
    return world;
  }

  private void makeGroupAndOwner() {
    for (String name : new String[] {show, "other_show"}) {
      assertThat(post("show.ShowInterface/CreateShow", "{'name':'" + name + "'}").status())
          .isIn(200, 409);
    }
    String showId =
        text(call("show.ShowInterface/FindShow", "{'name':'" + show + "'}"), "/show/id");
    JsonNode root =
        call("show.ShowInterface/GetRootGroup", "{'show':{'id':'" + showId + "'}}").path("group");
    String group = "{'show':'" + show + "','name':'comp'}";
    if (post("job.GroupInterface/FindGroup", group).status() == 404) {
      call(
          "job.GroupInterface/CreateSubGroup",
          "{'group':{'id':'" + text(root, "/id") + "'},'name':'comp'}");
    }
    names.put("GROUP_ID", text(call("job.GroupInterface/FindGroup", group), "/group/id"));
    if (post("host.OwnerInterface/GetOwner", "{'name':'artist1'}").status() == 404) {
      call("show.ShowInterface/CreateOwner", "{'show':{'id':'" + showId + "'},'name':'artist1'}");
    }
    String owner = text(call("host.OwnerInterface/GetOwner", "{'name':'artist1'}"), "/owner/id");
    JsonNode host = call("host.HostInterface/GetHosts", "{}").at("/hosts/hosts/0");
    names.put("HOST_ID", text(host, "/id"));
    names.put("HOST_NAME", text(host, "/name"));
    call(
        "host.OwnerInterface/TakeOwnership",
        "{'owner':{'id':'" + owner + "'},'host':'" + names.get("HOST_NAME") + "'}");
    JsonNode deed = call("host.HostInterface/GetDeed", "{'host':{'id':'HOST_ID'}}");
    names.put("DEED_ID", text(deed, "/deed/id"));
  }

  private void makeJobs(String endless) {
    String job =
        launch(
            show,
            "artist1",
            "comp",
            layer("good_layer", "true", "1-3")
                + layer("bad_layer", "exit 3", "7")
                + layer("comp_layer", endless, "1"));
    names.put("JOB_ID", job);
    launch(show, "artist2", "roto", layer("bad_layer", "exit 3", "1"));
    String later = launch(show, "artist2", "later", layer("late_layer", "true", "1-4"));
    launch("other_show", "artist1", "sim", layer("sim_layer", "true", "1"));
    for (String id : new String[] {job, later}) {
      call("job.JobInterface/SetGroup", "{'job':{'id':'" + id + "'},'group_id':'GROUP_ID'}");
    }
    String again = "{'id':'JOB_ID'}";
    JsonNode stands =
        until(
            "job.JobInterface/GetJob",
            again,
            now ->
                now.at("/job/jobStats/succeededFrames").asInt() == 3
                    && now.at("/job/jobStats/deadFrames").asInt() == 1
                    && now.at("/job/jobStats/runningFrames").asInt() == 1);
    names.put("JOB_NAME", text(stands, "/job/name"));
    until(
        "job.JobInterface/GetJobs",
        "{'r':{'shows':['" + show + "'],'users':['artist2']}}",
        now ->
            now.at("/jobs/jobs").findValues("deadFrames").stream()
                .anyMatch(dead -> dead.asInt() == 1));
    names.put("DEAD_FRAME_ID", frame("DEAD"));
    names.put("RUNNING_FRAME_ID", frame("RUNNING"));
    String layer = "{'job':'JOB_NAME','layer':'comp_layer'}";
    names.put("LAYER_ID", text(call("job.LayerInterface/FindLayer", layer), "/layer/id"));
    JsonNode procs =
        until(
            "host.ProcInterface/GetProcs",
            "{'r':{'jobs':['JOB_NAME']}}",
            now -> now.at("/procs/procs").size() == 1);
    names.put("PROC_ID", text(procs, "/procs/procs/0/id"));
  }

  /** Ends what runs, and opens the host. */
  public void end() {
    call("host.HostInterface/Unlock", "{'host':{'id':'HOST_ID'}}");
    JsonNode jobs = call("job.JobInterface/GetJobs", "{}").at("/jobs/jobs");
    for (JsonNode job : jobs) {
      call("job.JobInterface/Kill", "{'job':{'id':'" + text(job, "/id") + "'}}");
    }
    until("host.ProcInterface/GetProcs", "{}", now -> now.at("/procs/procs").isEmpty());
  }

  /** Returns the client. */
  Client client() {
    return client;
  }

  /** Puts ids and names in the place of the capitals. */
  String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replaceAll("(?<![A-Z_])" + name.getKey() + "(?![A-Z_])", name.getValue());
    }
    return filled;
  }

  private String frame(String state) {
    JsonNode frames =
        call(
            "job.JobInterface/GetFrames",
            "{'job':{'id':'JOB_ID'},'req':{'page':1,'limit':9,'states':{'frame_states':['"
                + state
                + "']}}}");
    return text(frames, "/frames/frames/0/id");
  }

  private String launch(String where, String user, String name, String layers) {
    // Deliberately in the form of the tutorial's own submission.
    String spec =
        ("<spec><show>%s</show><shot>shot001</shot><user>%s</user><job name=\\\"%s\\\">"
                + "<paused>%s</paused><maxretries>0</maxretries><layers>%s</layers></job></spec>")
            .formatted(where, user, name, PAUSED.contains(name), layers);
    return text(
        call("job.JobInterface/LaunchSpecAndWait", "{'spec':'" + spec + "'}"), "/jobs/jobs/0/id");
  }

  private static String layer(String name, String command, String range) {
    return ("<layer name=\\\"%s\\\" type=\\\"Render\\\"><cmd>%s</cmd><range>%s</range>"
            + "<cores>1</cores><memory>1g</memory></layer>")
        .formatted(name, command, range);
  }

  private JsonNode until(String method, String body, Predicate<JsonNode> wanted) {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      JsonNode now = call(method, body);
      if (wanted.test(now)) {
        return now;
      }
      assertThat(System.nanoTime()).as("%s %s: %s", method, body, now).isLessThan(end);
      client.letTimePass();
    }
  }

  private JsonNode call(String method, String body) {
    Answer answer = post(method, body);
    assertThat(answer.status()).as("%s %s: %s", method, body, answer.body()).isEqualTo(200);
    return tree(answer.body());
  }

  private Answer post(String method, String body) {
    return client.post(method, filled(body).replace('\'', '"'));
  }

  private static String text(JsonNode node, String pointer) {
    assertThat(node.at(pointer).isMissingNode()).as("%s in %s", pointer, node).isFalse();
    return node.at(pointer).asText();
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }
}
