package io.farmgate.bootstrap.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The YAML file with settings: one map, a key a setting. Values are taken as they are written, so
 * that {@code off} or {@code 010} means the same here as in a variable; a list is the same as its
 * elements with commas.
 */
final class ConfigFile {
  /** Far more than all settings take; what is larger is another file. */
  private static final long MAX_BYTES = 1 << 20;

  /** A setting as it stands in the file. */
  record Entry(String value, int line) {}

  private final Path path;
  private final Map<Setting, Entry> entries = new EnumMap<>(Setting.class);
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigFile(Path path) {
    this.path = path;
  }

  /** Reads a file; what is wrong with it is in {@link #problems}. */
  static ConfigFile read(Path path) {
    ConfigFile file = new ConfigFile(path.toAbsolutePath().normalize());
    file.text().ifPresent(file::parse);
    file.warnOfSecret();
    return file;
  }

  Path path() {
    return path;
  }

  /** Returns the settings that it holds. */
  Map<Setting, Entry> entries() {
    return entries;
  }

  List<String> problems() {
    return problems;
  }

  List<String> warnings() {
    return warnings;
  }

  private Optional<String> text() {
    try {
      if (Files.isDirectory(path)) {
        return unreadable("it is a folder");
      }
      if (Files.isRegularFile(path) && Files.size(path) > MAX_BYTES) {
        return unreadable("it is larger than 1 MiB");
      }
      return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return unreadable("there is no such file");
    } catch (AccessDeniedException e) {
      return unreadable("permission denied");
    } catch (CharacterCodingException e) {
      return unreadable("it is not UTF-8 text");
    } catch (IOException e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> unreadable(String reason) {
    problems.add(path + ": " + reason + " (expected: a readable YAML file with settings)");
    return Optional.empty();
  }

  private void parse(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .setLabel(path.toString())
            .build();
    try {
      new Compose(settings).composeString(text).ifPresent(this::root);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(at(line) + "not YAML: " + Setting.printable(String.valueOf(e.getProblem())));
    } catch (YamlEngineException e) {
      problems.add(path + ": not YAML: " + Setting.printable(String.valueOf(e.getMessage())));
    }
  }

  private void root(Node node) {
    if (!(node instanceof MappingNode map)) {
      problems.add(at(line(node)) + "no keys (expected: lines like rest_port: 8448)");
      return;
    }
    Map<String, Integer> seen = new HashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      int line = line(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(at(line) + "a key that is no text (expected: lines like rest_port: 8448)");
        continue;
      }
      Integer before = seen.putIfAbsent(key.getValue(), line);
      if (before != null) {
        problems.add(
            at(line)
                + Setting.printable(key.getValue())
                + ": stands in line "
                + before
                + " too (expected: each key once)");
        continue;
      }
      entry(key.getValue(), line, tuple.getValueNode());
    }
  }

  private void entry(String key, int line, Node node) {
    Optional<Setting> setting = SettingNames.ofKey(key);
    if (setting.isEmpty()) {
      problems.add(at(line) + SettingNames.unknownKey(key));
      return;
    }
    Optional<String> value = value(node, setting.get());
    if (value.isEmpty()) {
      problems.add(
          at(line)
              + key
              + ": "
              + (node instanceof SequenceNode ? "a list" : "a group of keys")
              + " (expected: "
              + setting.get().expected()
              + ")");
      return;
    }
    // As with variables: without a value it is unset, but for the secret.
    if (!value.get().isEmpty() || setting.get().secret()) {
      entries.put(setting.get(), new Entry(value.get(), line));
    }
  }

  private static Optional<String> value(Node node, Setting setting) {
    return switch (node) {
      case ScalarNode scalar ->
          Optional.of(scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue());
      case SequenceNode list when setting.list() -> joined(list);
      default -> Optional.empty();
    };
  }

  private static Optional<String> joined(SequenceNode list) {
    List<String> elements = new ArrayList<>();
    for (Node element : list.getValue()) {
      if (!(element instanceof ScalarNode scalar)) {
        return Optional.empty();
      }
      elements.add(scalar.getValue());
    }
    return Optional.of(String.join(", ", elements));
  }

  private void warnOfSecret() {
    Entry secret = entries.get(Setting.JWT_SECRET);
    if (secret != null && SecretFile.readableByOthers(path)) {
      warnings.add(
          at(secret.line())
              + Setting.JWT_SECRET.key()
              + ": the file can be read by others than its owner (chmod 600)");
    }
  }

  private String at(int line) {
    return path + ", line " + line + ": ";
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
