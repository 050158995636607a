package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.adapter.http.resource.opencue.Gateway.Answer;
import io.farmgate.domain.Job;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.Specs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages, orders and chosen members of lists, on any farm. */
abstract class PagesSuite extends OnAFarm {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  /** Follows the Link headers and returns the values of a member of all things. */
  private List<String> followed(String path, String name, String member) {
    List<String> all = new ArrayList<>();
    String next = path;
    for (int pages = 0; pages < 1_000; pages++) {
      Answer page = gateway.get(next);
      assertThat(page.status()).as(next + ": " + page.body()).isEqualTo(200);
      page.json().path(name).forEach(thing -> all.add(thing.path(member).asText()));
      Matcher link = NEXT.matcher(page.header("Link"));
      if (!link.matches()) {
        assertThat(page.header("Link")).isEmpty();
        return all;
      }
      next = link.group(1);
    }
    throw new AssertionError("the pages of " + path + " do not end");
  }

  private List<String> whole(String path, String name, String member) {
    Answer answer = gateway.get(path);
    assertThat(answer.header("Link")).as("a link of what is whole").isEmpty();
    return answer.json().path(name).findValuesAsText(member);
  }

  private List<Job> held(int count) {
    JobSpec[] jobs =
        IntStream.range(0, count)
            .mapToObj(i ->
                Specs.withPaused(
                    Specs.withPriority(
                        Specs.job("paged_" + i * 7 % count, Specs.layer("comp", "1", "true")),
                        20 + i % 2),
                    true))
            .toArray(JobSpec[]::new);
    return drive.launch(jobs);
  }

  @Test
  void jobsShouldComeInPagesInEachOrder() {
    held(12);
    String path = "/api/show/" + drive.show() + "/job?";
    for (String sort : List.of("", "-priority", "name", "-name", "startTime", "-startTime")) {
      String order = sort.isEmpty() ? "" : "sort=" + sort;

      List<String> whole = whole(path + order, "jobs", "name");

      assertThat(whole).as(sort).hasSize(12);
      for (int limit : List.of(5, 12)) {
        assertThat(followed(path + order + "&limit=" + limit, "jobs", "name"))
            .as("%s, %d on a page", sort, limit)
            .isEqualTo(whole);
      }
      if (sort.equals("-name")) {
        assertThat(whole).isSortedAccordingTo(Comparator.reverseOrder());
      }
    }
    assertThat(followed("/api/job?state=PAUSED&limit=2&show=" + drive.show(), "jobs", "name"))
        .isEqualTo(whole(path, "jobs", "name"));
  }

  @Test
  void framesShouldComeInPages() {
    Job job =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job(
                        "frames",
                        Specs.layer("a_layer", "1-7", "true"),
                        Specs.layer("b_layer", "3-5", "true")),
                    true))
            .getFirst();
    String path = "/api/job/" + job.name() + "/frame?";
    List<String> whole = whole(path, "frames", "name");

    assertThat(whole).hasSize(10);
    assertThat(followed(path + "limit=3", "frames", "name")).isEqualTo(whole);
    assertThat(followed(path + "limit=2&state=WAITING&number=3-5", "frames", "name"))
        .isEqualTo(whole(path + "number=3-5", "frames", "name"))
        .hasSize(6);
    String layer = drive.farm().layers().ofJob(job.id()).get(1).id().value();
    assertThat(followed("/api/layer/" + layer + "/frame?limit=2", "frames", "name"))
        .containsExactly("0003-b_layer", "0004-b_layer", "0005-b_layer");
    Answer reversed = gateway.get(path + "sort=-dispatchOrder&limit=1");
    assertThat(reversed.status())
        .isEqualTo(lacks().contains(Capability.REVERSED_FRAMES) ? 501 : 200);
    if (reversed.status() == 200) {
      assertThat(reversed.json().at("/frames/0/name").asText()).isEqualTo(whole.getLast());
    }
  }

  @Test
  void otherListsShouldComeInPagesToo() {
    Job job =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job(
                        "layers",
                        Specs.layer("c_layer", "1", "true"),
                        Specs.layer("a_layer", "1", "true"),
                        Specs.layer("b_layer", "1", "true")),
                    true))
            .getFirst();
    String layers = "/api/job/" + job.id() + "/layer?limit=1";

    assertThat(followed(layers, "layers", "name")).containsExactly("c_layer", "a_layer", "b_layer");
    assertThat(followed(layers + "&sort=-dispatchOrder", "layers", "name"))
        .containsExactly("b_layer", "a_layer", "c_layer");
    assertThat(followed(layers + "&sort=name", "layers", "name")).isSorted();
    assertThat(followed("/api/show?limit=1", "shows", "name"))
        .contains(drive.show())
        .isEqualTo(whole("/api/show", "shows", "name"));
    assertThat(followed("/farms/local/api/host?limit=1&sort=-load", "hosts", "name"))
        .contains(drive.host().name());
    assertThat(followed("/api/proc?limit=1", "procs", "id")).isEmpty();
    assertThat(followed("/api/show/" + drive.show() + "/group?limit=1", "groups", "name"))
        .containsExactly(drive.show());
  }

  @Test
  void aCursorShouldBeGoodForItsListOnly() {
    held(3);
    String path = "/api/job?show=" + drive.show();
    Matcher link = NEXT.matcher(gateway.get(path + "&limit=1").header("Link"));
    assertThat(link.matches()).isTrue();
    String cursor = link.group(1).replaceAll(".*cursor=", "");

    assertThat(gateway.get(path + "&limit=2&cursor=" + cursor).json().path("jobs")).hasSize(2);
    assertThat(gateway.get(path + "&cursor=" + cursor).json().path("jobs")).hasSize(2);
    assertThat(gateway.get(path + "&fields=name&cursor=" + cursor).status()).isEqualTo(200);
    for (String other :
        List.of(
            path + "&user=bob&cursor=" + cursor,
            path + "&sort=name&cursor=" + cursor,
            "/api/job?cursor=" + cursor,
            "/api/show/" + drive.show() + "/job?cursor=" + cursor,
            "/api/host?cursor=" + cursor,
            path + "&cursor=" + cursor.substring(1),
            path + "&cursor=AAAA",
            path + "&cursor=%25",
            path + "&cursor=")) {
      Answer refused = gateway.get(other);
      assertThat(refused.status()).as(other).isEqualTo(400);
      assertThat(refused.error()).startsWith("cursor: ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0,     limit: '0' (expected: a whole number from 1 to 1000)",
    "limit=1001,  limit: '1001' (expected: a whole number from 1 to 1000)",
    "limit=ten,   limit: 'ten' (expected: a whole number from 1 to 1000)",
    "sort=colour, sort: 'colour' (expected: one of -priority",
    "fields=nix,  fields: 'nix' (expected: some of id",
    "fields=,     fields: '' (expected: some of id"
  })
  void aQuestionThatIsWrongShouldBeTold(String query, String error) {
    Answer refused = gateway.get("/api/job?" + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).startsWith(error);
  }

  @Test
  void whatIsToldShouldBeChosen() {
    Job job = held(1).getFirst();

    JsonNode one = gateway.get("/api/job/" + job.id() + "?fields=state,name").json();
    JsonNode list = gateway.get("/api/job?show=" + drive.show() + "&fields=priority").json();

    assertThat(one.fieldNames()).toIterable().containsExactly("id", "name", "state");
    assertThat(list.at("/jobs/0").fieldNames()).toIterable().containsExactly("id", "priority");
    assertThat(gateway.get("/api/host?fields=name").json().at("/hosts/0").size()).isEqualTo(2);
    drive.farm().jobControl().kill(job.id(), FarmDriver.REASON);
  }

  @Test
  void hostsShouldBeFiltered() {
    String name = drive.host().name();
    String allocation = drive.host().allocation();

    assertThat(whole("/api/host?lock=OPEN,LOCKED&name=" + name, "hosts", "name"))
        .containsExactly(name);
    assertThat(whole("/api/host?allocation=nix," + allocation, "hosts", "name")).contains(name);
    for (String none : List.of("lock=NIMBY_LOCKED", "name=nix", "allocation=nix", "tag=nix")) {
      assertThat(whole("/api/host?" + none, "hosts", "name")).isEmpty();
    }
    assertThat(whole("/api/host?tag=" + drive.host().tags().getFirst(), "hosts", "name"))
        .contains(name);
  }

  @Test
  void aPageShouldHaveATagAndBeAskedForByItsHead() {
    held(2);
    String path = "/api/job?limit=1&show=" + drive.show();
    Answer page = gateway.get(path);

    assertThat(gateway.get(path, "If-None-Match", page.header("ETag")).status()).isEqualTo(304);
    Answer head = gateway.call("HEAD", "viewer", path);
    assertThat(head.header("Link")).isEqualTo(page.header("Link")).isNotEmpty();
    assertThat(head.bytes()).isEmpty();
  }
}
