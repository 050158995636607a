package io.farmgate.adapter.grpc.cuebot.guard;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.range.FrameRange;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the frame ranges of a job specification, and at how many frames its layers run in all,
 * chunks counted as one as Cuebot does. All else in it, and whether it is XML at all, is for Cuebot
 * to judge.
 */
final class SpecRanges {
  /** Of one range, before it is cut into chunks; to read it costs the same however many. */
  private static final int MOST_IN_A_RANGE = 1_000_000_000;

  private int frames;
  private long chunk = 1;
  private long total;

  private SpecRanges() {}

  /** Returns what is wrong; null for nothing that is known of. */
  static @Nullable Problem problem(String spec) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // A specification names a document type on a web server, and a client must not send us there.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(spec));
      try {
        return new SpecRanges().problem(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException notXml) {
      return null;
    }
  }

  private @Nullable Problem problem(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      int event = xml.next();
      int line = xml.getLocation().getLineNumber();
      try {
        if (event == XMLStreamConstants.START_ELEMENT) {
          begin(xml);
        } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("layer")) {
          total += (frames + chunk - 1) / chunk;
        }
      } catch (FarmException refused) {
        return at(line, refused.failure().message());
      }
      if (total > FrameRange.MAX_FRAMES) {
        return at(
            line,
            "up to here there are "
                + total
                + " frames (expected: at most "
                + FrameRange.MAX_FRAMES
                + " in all)");
      }
    }
    return null;
  }

  private void begin(XMLStreamReader xml) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "layer" -> {
        frames = 0;
        chunk = 1;
      }
      case "range" -> {
        String range = xml.getElementText().strip();
        frames = range.isEmpty() ? 0 : FrameRange.parse(range, MOST_IN_A_RANGE).size();
      }
      case "chunk" -> {
        String text = xml.getElementText().strip();
        chunk = text.matches("[1-9][0-9]{0,8}") ? Long.parseLong(text) : 1;
      }
      default -> {}
    }
  }

  private static Problem at(int line, String text) {
    return new Problem("", "line " + line + ": " + text, "range");
  }
}
