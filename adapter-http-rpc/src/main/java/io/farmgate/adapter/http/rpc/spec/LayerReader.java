package io.farmgate.adapter.http.rpc.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.range.FrameRange;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.SubmissionRules;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code <layer>} and {@code <env>}. */
final class LayerReader {
  private static final Set<String> KNOWN =
      Set.of(
          "cmd",
          "range",
          "chunk",
          "cores",
          "threadable",
          "memory",
          "gpus",
          "gpu",
          "gpu_memory",
          "timeout",
          "timeout_llu",
          "tags",
          "limits",
          "env",
          "services",
          "outputs");

  private final Problems problems;
  private final SpecText text;

  LayerReader(Problems problems, SpecText text) {
    this.problems = problems;
    this.text = text;
  }

  /** Reads a layer; absent where it is too wrong to go on with. */
  Optional<LayerSpec> read(XmlElement layer) {
    JobSpecXml.onlyKnown(problems, layer, KNOWN);
    String name = layerName(layer);
    Optional<FrameRange> range = range(layer);
    Optional<Cores> cores = text.cores(layer, "cores");
    if (name.isEmpty() || range.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LayerSpec(
            name,
            type(layer),
            text.required(layer, "cmd"),
            range.get(),
            text.number(layer, "chunk", 1, Integer.MAX_VALUE).orElse(1),
            cores,
            threadable(layer, cores),
            text.memory(layer, "memory"),
            text.number(layer, "gpus", 0, SubmissionRules.MAX_GPUS).orElse(0),
            text.memory(layer, "gpu_memory").or(() -> text.memory(layer, "gpu")).orElse(0L),
            tags(layer),
            texts(layer, "services"),
            texts(layer, "limits"),
            environment(layer),
            text.minutes(layer, "timeout"),
            text.minutes(layer, "timeout_llu")));
  }

  /** Reads the {@code <key>} elements in all {@code <env>} elements of a job or a layer. */
  Map<String, String> environment(XmlElement parent) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (XmlElement env : parent.children("env")) {
      JobSpecXml.onlyKnown(problems, env, Set.of("key"));
      for (XmlElement key : env.children("key")) {
        Optional<String> name = key.attribute("name").filter(given -> !given.contains("="));
        if (name.isEmpty()) {
          problems.add(key, "no name (expected: name=\"VARIABLE\")");
          continue;
        }
        environment.put(name.get(), key.text());
      }
    }
    return environment;
  }

  private String layerName(XmlElement layer) {
    String raw = layer.attribute("name").orElse("");
    if (raw.isEmpty()) {
      problems.add(layer, "no name (expected: name=\"...\")");
    }
    return text.name(layer, "layer name", raw);
  }

  private LayerType type(XmlElement layer) {
    String raw = layer.attribute("type").orElse("");
    try {
      return LayerType.valueOf(raw.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problems.add(layer, "type '" + raw + "' (expected: Render, Util, Pre or Post)");
      return LayerType.RENDER;
    }
  }

  private Optional<FrameRange> range(XmlElement layer) {
    String raw = text.required(layer, "range");
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(FrameRange.parse(raw));
    } catch (FarmException e) {
      problems.add(layer.child("range").orElse(layer), e.failure().message());
      return Optional.empty();
    }
  }

  private Optional<Boolean> threadable(XmlElement layer, Optional<Cores> cores) {
    Optional<Boolean> asked = text.flag(layer, "threadable");
    // Part of a core cannot be shared out among threads.
    boolean partOfOne = cores.filter(given -> given.compareTo(Cores.ONE) < 0).isPresent();
    return partOfOne ? Optional.of(false) : asked;
  }

  private List<String> tags(XmlElement layer) {
    return layer
        .child("tags")
        .map(tags ->
            Arrays.stream(tags.text().split("\\|"))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList())
        .orElse(List.of());
  }

  private List<String> texts(XmlElement layer, String list) {
    Set<String> texts = new LinkedHashSet<>();
    String item = list.substring(0, list.length() - 1);
    for (XmlElement element : layer.children(list)) {
      JobSpecXml.onlyKnown(problems, element, Set.of(item));
      element.children(item).stream()
          .map(XmlElement::text)
          .filter(found -> !found.isEmpty())
          .forEach(texts::add);
    }
    return List.copyOf(texts);
  }
}
