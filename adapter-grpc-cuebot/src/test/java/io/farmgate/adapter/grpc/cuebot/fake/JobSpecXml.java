package io.farmgate.adapter.grpc.cuebot.fake;

import io.farmgate.adapter.grpc.cuebot.fake.FarmMethods.CuebotError;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobState;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Launches the jobs of an XML specification into a {@link FakeFarm}: show, shot, user, jobs, layers
 * with a command and a range {@code a-b}. Other elements are not looked at.
 */
final class JobSpecXml {
  private static final String FAILED = "Failed to launch and add job: ";

  private static final Pattern RANGE = Pattern.compile("(?<first>\\d+)(?:-(?<last>\\d+))?");

  private JobSpecXml() {}

  static List<Job> launch(FakeFarm farm, String spec) {
    Element root = parse(spec);
    String show = text(root, "show");
    if (farm.shows().stream().noneMatch(s -> s.getName().equals(show))) {
      throw CuebotError.internal(
          FAILED
              + "The "
              + show
              + " does not exist. Please contact administrator of your"
              + " OpenCue deployment to create it.");
    }
    List<Job> launched = new ArrayList<>();
    elements(root, "job")
        .forEach(element -> {
          String shot = text(root, "shot");
          String user = text(root, "user");
          refuseIfPending(farm, FakeFarm.fullName(show, shot, user, name(element)));
          Job job = farm.addJob(show, shot, user, name(element));
          elements(element, "layer").forEach(layer -> addLayer(farm, job, layer));
          launched.add(farm.job(job.getId()).orElseThrow());
        });
    return launched;
  }

  private static void refuseIfPending(FakeFarm farm, String jobName) {
    boolean pending =
        farm.jobs().stream()
            .anyMatch(j -> j.getName().equals(jobName) && j.getState() != JobState.FINISHED);
    if (pending) {
      throw CuebotError.internal(FAILED + "The job " + jobName + " is already pending");
    }
  }

  private static void addLayer(FakeFarm farm, Job job, Element layer) {
    Matcher range = RANGE.matcher(text(layer, "range"));
    if (!range.matches()) {
      throw CuebotError.internal(
          FAILED + "unrecognized frame range syntax " + text(layer, "range"));
    }
    int first = Integer.parseInt(range.group("first"));
    String last = range.group("last");
    farm.addLayer(
        job, name(layer), text(layer, "cmd"), first, last == null ? first : Integer.parseInt(last));
  }

  private static Element parse(String spec) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // A specification names a DTD on a web server; a test must not go and get it.
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      Document document =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(spec)));
      return document.getDocumentElement();
    } catch (SAXException | IOException bad) {
      throw CuebotError.internal(
          FAILED
              + "Failed to parse job spec XML, org.jdom.input.JDOMParseException: Error on line"
              + " 1: "
              + bad.getMessage());
    } catch (ParserConfigurationException noParser) {
      throw new IllegalStateException(noParser);
    }
  }

  private static String name(Element element) {
    return element.getAttribute("name");
  }

  private static String text(Element element, String child) {
    return elements(element, child).findFirst().map(e -> e.getTextContent().strip()).orElse("");
  }

  private static Stream<Element> elements(Element parent, String tag) {
    NodeList nodes = parent.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
  }
}
