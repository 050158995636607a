package io.farmgate.adapter.http.rpc.spec;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML that a stranger wrote.
 *
 * <p>A DOCTYPE line is passed over: nothing that it names is fetched, nothing that it declares is
 * expanded, so the only references are the five of XML itself and those by number. Depth is bounded
 * before anything is kept; the size is the caller's to bound.
 */
final class XmlReader {
  /** A specification is 5 elements deep; more than this is no specification. */
  static final int MAX_DEPTH = 16;

  private XmlReader() {}

  /**
   * Reads a whole document.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that names line and column
   */
  static XmlElement read(String xml) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(xml));
      try {
        return tree(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  private static XMLInputFactory factory() {
    // A factory of its own a call: the JDK does not promise that one may be shared.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  private static XmlElement tree(XMLStreamReader reader) throws XMLStreamException {
    Deque<Open> open = new ArrayDeque<>();
    XmlElement root = null;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> open.push(opened(reader, open.size()));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (!open.isEmpty()) {
            open.element().text.append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          XmlElement closed = open.pop().close();
          if (open.isEmpty()) {
            root = closed;
          } else {
            open.element().children.add(closed);
          }
        }
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new FarmException(
                new FarmFailure.Invalid(
                    where(reader)
                        + ": entity '"
                        + reader.getLocalName()
                        + "' (expected: no entities but XML's own five)"));
        default -> {
          // Comments, processing instructions and the DOCTYPE say nothing that we need.
        }
      }
    }
    if (root == null) {
      throw new FarmException(new FarmFailure.Invalid("job specification: no element in it"));
    }
    return root;
  }

  private static Open opened(XMLStreamReader reader, int depth) {
    if (depth == MAX_DEPTH) {
      throw new FarmException(
          new FarmFailure.Invalid(
              where(reader) + ": nested too deep (expected: at most " + MAX_DEPTH + " levels)"));
    }
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return new Open(reader.getLocalName(), reader.getLocation().getLineNumber(), attributes);
  }

  private static String where(XMLStreamReader reader) {
    return "job specification: line "
        + reader.getLocation().getLineNumber()
        + ", column "
        + reader.getLocation().getColumnNumber();
  }

  private static FarmException malformed(XMLStreamException e) {
    // The JDK's text is "ParseError at [row,col]:[1,2]\nMessage: ..."; only the last part helps.
    String text = String.valueOf(e.getMessage());
    String reason =
        text.substring(text.indexOf("Message: ") < 0 ? 0 : text.indexOf("Message: ") + 9);
    String place =
        e.getLocation() == null
            ? ""
            : "line "
                + e.getLocation().getLineNumber()
                + ", column "
                + e.getLocation().getColumnNumber()
                + ": ";
    return new FarmException(
        new FarmFailure.Invalid(
            "job specification: " + place + "not well-formed XML: " + reason.strip()));
  }

  /** An element whose end has not been seen. */
  private static final class Open {
    final String name;
    final int line;
    final Map<String, String> attributes;
    final StringBuilder text = new StringBuilder();
    final List<XmlElement> children = new ArrayList<>();

    Open(String name, int line, Map<String, String> attributes) {
      this.name = name;
      this.line = line;
      this.attributes = attributes;
    }

    XmlElement close() {
      return new XmlElement(
          name, line, Map.copyOf(attributes), text.toString().strip(), List.copyOf(children));
    }
  }
}
