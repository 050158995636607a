package io.farmgate.adapter.http.rpc.method;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.opencue.transcode.ComputedValue;
import io.farmgate.opencue.transcode.FieldPath;
import io.farmgate.opencue.transcode.MessageView;
import io.farmgate.opencue.transcode.OutputShape;
import io.farmgate.opencue.transcode.ValueWriter;
import io.farmgate.opencue.wire.farmgate.HostExtra;
import io.farmgate.opencue.wire.farmgate.OwnerExtra;
import io.farmgate.opencue.wire.host.Host;
import io.farmgate.opencue.wire.host.Owner;
import io.farmgate.opencue.wire.host.Proc;
import io.farmgate.opencue.wire.job.GroupStats;
import io.farmgate.opencue.wire.job.Layer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Members of answers that OpenCue's REST reference documents and its contract does not have. Each
 * is worked out from what the answer says, or is null where the farm behind does not say it; what
 * the contract has under a name of its own stays beside it.
 *
 * <p>Memory is in bytes here, as in the reference's examples; the contract's own fields are in KB.
 */
final class DocumentedFields {
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private DocumentedFields() {}

  /**
   * Adds all of them to a form.
   *
   * @param spelling makes a member's name out of the documented one
   */
  static void addTo(OutputShape.Builder shape, UnaryOperator<String> spelling) {
    Adder layer = new Adder(shape, Layer.getDescriptor(), spelling);
    // Nothing in the contract switches a layer off.
    layer.add("isEnabled", (message, value) -> value.bool(true));
    layer.add("minimumCores", new CoresOf(layer.path("min_cores")));
    layer.add("maximumCores", new CoresOf(layer.path("max_cores")));
    layer.add("minimumMemory", new BytesOf(layer.path("min_memory")));

    Adder host = new Adder(shape, Host.getDescriptor(), spelling);
    host.add("totalCores", new CoresOf(host.path("cores")));
    host.add("totalGpus", new CoresOf(host.path("gpus")));
    host.add("freeGpus", new CoresOf(host.path("idle_gpus")));
    host.add(
        "hostStats",
        host.object(HostExtra.getDescriptor(), List.of("totalFrames", "runningFrames")));

    Adder group = new Adder(shape, GroupStats.getDescriptor(), spelling);
    group.add("pendingFrames", new Sum(group.path("waiting_frames"), group.path("depend_frames")));

    addOwner(new Adder(shape, Owner.getDescriptor(), spelling));

    Adder proc = new Adder(shape, Proc.getDescriptor(), spelling);
    proc.add("reserved", new IsPositive(proc.path("reserved_cores")));
    proc.add("bookedCores", new CoresOf(proc.path("reserved_cores")));
    proc.add("bookedGpus", new CoresOf(proc.path("reserved_gpus")));
    // No farm says how much address space a proc has.
    proc.add("virtualMemory", (message, value) -> value.nullValue());
  }

  private static void addOwner(Adder owner) {
    Descriptor extra = OwnerExtra.getDescriptor();
    owner.add("maxCores", IfSaid.of(extra, "max_cores"));
    owner.add("minCores", IfSaid.of(extra, "min_cores"));
    owner.add("maxGpus", IfSaid.of(extra, "max_gpus"));
    owner.add("minGpus", IfSaid.of(extra, "min_gpus"));
    owner.add("ownerStats", owner.object(extra, List.of("runningFrames", "maxFrames")));
  }

  /** Spells {@code minimumCores} as {@code minimum_cores}. */
  static String snakeCase(String name) {
    return CAPITAL
        .matcher(name)
        .replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT));
  }

  /** Adds members to one type of message. */
  private record Adder(OutputShape.Builder shape, Descriptor type, UnaryOperator<String> spelling) {
    void add(String name, ComputedValue value) {
      shape.add(type, spelling.apply(name), value);
    }

    FieldPath path(String name) {
      return FieldPath.of(type, name);
    }

    /** An object of numbers that only some farms say; the members are there all the same. */
    ComputedValue object(Descriptor extra, List<String> names) {
      List<Member> members =
          names.stream()
              .map(name -> new Member(spelling.apply(name), IfSaid.of(extra, snakeCase(name))))
              .toList();
      return (message, value) -> {
        value.beginObject();
        for (Member member : members) {
          value.name(member.name());
          member.value().write(message, value);
        }
        value.endObject();
      };
    }
  }

  private record Member(String name, ComputedValue value) {}

  /** A float of the message, under another name. */
  private record CoresOf(FieldPath path) implements ComputedValue {
    @Override
    public void write(MessageView message, ValueWriter value) throws IOException {
      value.number((float) message.number(path));
    }
  }

  /** Kilobytes of the message in bytes. */
  private record BytesOf(FieldPath path) implements ComputedValue {
    @Override
    public void write(MessageView message, ValueWriter value) throws IOException {
      value.number(message.integer(path) * 1024);
    }
  }

  private record IsPositive(FieldPath path) implements ComputedValue {
    @Override
    public void write(MessageView message, ValueWriter value) throws IOException {
      value.bool(message.number(path) > 0);
    }
  }

  private record Sum(FieldPath one, FieldPath other) implements ComputedValue {
    @Override
    public void write(MessageView message, ValueWriter value) throws IOException {
      value.number(message.integer(one) + message.integer(other));
    }
  }

  /** A number that only some farms say; null where this one does not. */
  private record IfSaid(FieldPath path, ComputedValue number) implements ComputedValue {
    static IfSaid of(Descriptor extra, String field) {
      FieldPath path = FieldPath.of(extra, field);
      boolean isFloat =
          extra.findFieldByName(field).getJavaType() == FieldDescriptor.JavaType.FLOAT;
      return new IfSaid(
          path,
          isFloat ? new CoresOf(path) : (message, value) -> value.number(message.integer(path)));
    }

    @Override
    public void write(MessageView message, ValueWriter value) throws IOException {
      if (message.has(path)) {
        number.write(message, value);
      } else {
        value.nullValue();
      }
    }
  }
}
