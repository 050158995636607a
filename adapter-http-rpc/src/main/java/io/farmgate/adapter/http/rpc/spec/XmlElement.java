package io.farmgate.adapter.http.rpc.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One element of a specification.
 *
 * @param line where its tag ends, from 1
 * @param text the characters directly in it, without white space at the ends
 */
record XmlElement(
    String name, int line, Map<String, String> attributes, String text, List<XmlElement> children) {

  /** Returns the elements of that name directly in this one. */
  List<XmlElement> children(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).toList();
  }

  /** Returns the first element of that name directly in this one. */
  Optional<XmlElement> child(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
  }

  /** Returns the text of the first element of that name, where it has any. */
  Optional<String> textOf(String wanted) {
    return child(wanted).map(XmlElement::text).filter(text -> !text.isEmpty());
  }

  /** Returns an attribute without white space at the ends, where it has any other text. */
  Optional<String> attribute(String wanted) {
    return Optional.ofNullable(attributes.get(wanted))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
