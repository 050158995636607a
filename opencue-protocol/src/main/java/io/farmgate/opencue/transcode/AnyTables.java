package io.farmgate.opencue.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of the messages that an Any may hold. Filled once, then never changed. */
final class AnyTables<T> {
  private NameTable names = new NameTable(Map.of());
  private List<T> tables = List.of();

  void fill(List<Descriptor> types, Function<Descriptor, T> tableOf) {
    Map<String, Integer> indexes = new HashMap<>();
    List<T> made = new ArrayList<>();
    for (Descriptor type : types) {
      indexes.put(type.getFullName(), made.size());
      made.add(tableOf.apply(type));
    }
    names = new NameTable(indexes);
    tables = made;
  }

  /** Returns the table for the type URL {@code url[from, end)}, or null if it is not listed. */
  @Nullable T find(byte[] url, int from, int end) {
    int name = end;
    while (name > from && url[name - 1] != '/') {
      name--;
    }
    long index = names.find(url, name, end);
    return index == NameTable.ABSENT ? null : tables.get((int) index);
  }
}
