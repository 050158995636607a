package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farmgate.domain.port.JobPlace;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists of what there are few of on a farm, so that they are read whole: hosts, procs, the layers
 * of a job. They are sorted and cut into pages here, by what is told of the things; a page costs as
 * much as the list, and begins after the last thing of the one before, wherever that is by now.
 *
 * @param name of the member that lists the things
 * @param orders by the word that asks for them; the first one is taken where none does
 */
record Held<T>(String name, Shape<T> shape, Map<String, List<Key>> orders) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ID = "id";

  private static final Comparator<JsonNode> BY_VALUE =
      Comparator.comparing(JsonNode::getNodeType)
          .thenComparing(JsonNode::decimalValue)
          .thenComparing(node -> node.asText());

  /** A member that an order goes by. */
  record Key(String member, boolean reversed) {}

  /**
   * Describes a list.
   *
   * @param words each a member or several with a plus, with a minus in front for the other way
   *     round
   */
  static <T> Held<T> of(String name, Shape<T> shape, String... words) {
    Map<String, List<Key>> orders = new LinkedHashMap<>();
    for (String word : words) {
      List<Key> keys = new ArrayList<>();
      for (String part : word.split("\\+", -1)) {
        boolean reversed = part.startsWith("-");
        keys.add(new Key(reversed ? part.substring(1) : part, reversed));
      }
      orders.put(word.split("\\+", -1)[0], keys);
    }
    return new Held<>(name, shape, orders);
  }

  /** Returns the parameter that asks for an order. */
  Parameter<List<Key>> sort() {
    return Parameter.word("sort", orders);
  }

  /** Answers with what is asked for of all that there is. */
  Answer answer(Call call, List<T> things) {
    List<Key> order = call.query().get(sort()).orElseGet(() -> orders.values().iterator().next());
    List<Ranked<T>> ranked =
        things.stream()
            .map(thing -> new Ranked<>(thing, values(order, thing)))
            .sorted(Comparator.comparing(Ranked::values, comparator(order)))
            .toList();
    Optional<PageRequest> page = Paging.of(call);
    return page.isEmpty()
        ? new Answer.Several<>(name, shape, ranked.stream().map(Ranked::thing).toList())
        : Paging.answer(call, name, shape, cut(ranked, order, page.get()));
  }

  /** A thing with what it is sorted by. */
  private record Ranked<T>(T thing, ArrayNode values) {}

  private static <T> Page<T> cut(List<Ranked<T>> ranked, List<Key> order, PageRequest page) {
    Optional<ArrayNode> after = page.after().map(place -> values(place, order.size() + 1));
    List<Ranked<T>> found =
        ranked.stream()
            .filter(one ->
                after.stream()
                    .allMatch(place -> comparator(order).compare(one.values(), place) > 0))
            .limit(page.limit() + 1L)
            .toList();
    List<T> things = found.stream().limit(page.limit()).map(Ranked::thing).toList();
    return new Page<>(
        things,
        found.size() > page.limit()
            ? Optional.of(new Place(found.get(page.limit() - 1).values().toString()))
            : Optional.empty());
  }

  private ArrayNode values(List<Key> order, T thing) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (Key key : order) {
      JsonNode value = shape.value(key.member(), thing);
      values.add(value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
    }
    return values.add(shape.value(ID, thing));
  }

  private static ArrayNode values(Place place, int size) {
    try {
      if (JSON.readTree(place.text()) instanceof ArrayNode values && values.size() == size) {
        return values;
      }
      throw JobPlace.wrong();
    } catch (JsonProcessingException e) {
      throw JobPlace.wrong();
    }
  }

  private static Comparator<ArrayNode> comparator(List<Key> order) {
    Comparator<ArrayNode> comparator = byValue(order.size());
    for (int i = order.size() - 1; i >= 0; i--) {
      Comparator<ArrayNode> one = byValue(i);
      comparator = (order.get(i).reversed() ? one.reversed() : one).thenComparing(comparator);
    }
    return comparator;
  }

  private static Comparator<ArrayNode> byValue(int place) {
    return Comparator.comparing(values -> values.get(place), BY_VALUE);
  }
}
