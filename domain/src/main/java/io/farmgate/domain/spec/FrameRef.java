package io.farmgate.domain.spec;

import io.farmgate.domain.FrameNames;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame as a dependency names it.
 *
 * @param layer the name of its layer
 * @param number its frame number
 */
public record FrameRef(String layer, int number) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,10}");
  private static final Pattern NAME = Pattern.compile("(-?\\d{4,10})-(.+)");

  /**
   * Reads a number beside a layer's name, or a full frame name; the layer may stand beside that
   * too, if it is the same. Nothing where it is none of these.
   */
  public static Optional<FrameRef> of(DependSpec.Node node) {
    if (NUMBER.matcher(node.frame()).matches()) {
      return node.layer().isEmpty() ? Optional.empty() : ref(node.layer(), node.frame());
    }
    Matcher name = NAME.matcher(node.frame());
    return name.matches() && (node.layer().isEmpty() || node.layer().equals(name.group(2)))
        ? ref(name.group(2), name.group(1))
            .filter(ref -> FrameNames.of(ref.number, ref.layer).equals(node.frame()))
        : Optional.empty();
  }

  private static Optional<FrameRef> ref(String layer, String digits) {
    long number = Long.parseLong(digits);
    return number == (int) number
        ? Optional.of(new FrameRef(layer, (int) number))
        : Optional.empty();
  }
}
