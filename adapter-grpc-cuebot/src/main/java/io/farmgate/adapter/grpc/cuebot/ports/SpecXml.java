package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Cores;
import io.farmgate.domain.FrameNames;
import io.farmgate.domain.LayerType;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A submission as OpenCue's XML job specification, version 1.15. A Cuebot holds it against its own
 * copy of that version's DTD, so the order of elements matters.
 *
 * <p>Times are whole minutes there, and memory whole megabytes: both are rounded up.
 */
final class SpecXml {
  private static final String DOCTYPE =
      "<!DOCTYPE spec PUBLIC \"SPI Cue Specification Language\""
          + " \"http://localhost:8080/spcue/dtd/cjsl-1.15.dtd\">";

  private static final long MEGABYTE = 1L << 20;

  private final XMLStreamWriter xml;

  private SpecXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String of(Submission submission) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("1.0");
      xml.writeDTD(DOCTYPE);
      new SpecXml(xml).spec(submission);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      // A writer into memory has nothing to fail at.
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void spec(Submission submission) throws XMLStreamException {
    xml.writeStartElement("spec");
    if (!submission.facility().isEmpty()) {
      element("facility", submission.facility());
    }
    element("show", submission.show());
    element("shot", submission.shot());
    element("user", submission.user());
    if (!submission.email().isEmpty()) {
      element("email", submission.email());
    }
    if (submission.uid().isPresent()) {
      element("uid", Integer.toString(submission.uid().getAsInt()));
    }
    for (JobSpec job : submission.jobs()) {
      job(job);
    }
    if (!submission.depends().isEmpty()) {
      xml.writeStartElement("depends");
      for (DependSpec depend : submission.depends()) {
        depend(depend);
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void job(JobSpec job) throws XMLStreamException {
    xml.writeStartElement("job");
    xml.writeAttribute("name", job.name());
    element("paused", Boolean.toString(job.paused()));
    if (job.priority().isPresent()) {
      element("priority", Integer.toString(job.priority().get()));
    }
    element("maxretries", Integer.toString(job.maxRetries()));
    if (job.maxCores().isPresent()) {
      element("maxcores", Integer.toString((job.maxCores().get().hundredths() + 99) / 100));
    }
    element("autoeat", Boolean.toString(job.autoEat()));
    if (!job.os().isEmpty()) {
      element("os", job.os());
    }
    environment(job.environment());
    xml.writeStartElement("layers");
    for (LayerSpec layer : job.layers()) {
      layer(layer);
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void layer(LayerSpec layer) throws XMLStreamException {
    xml.writeStartElement("layer");
    xml.writeAttribute("name", layer.name());
    xml.writeAttribute("type", word(layer.type()));
    element("cmd", layer.command());
    element("range", layer.range().toString());
    element("chunk", Integer.toString(layer.chunk()));
    if (layer.minCores().isPresent()) {
      element("cores", cores(layer.minCores().get()));
    }
    if (layer.threadable().isPresent()) {
      element("threadable", Boolean.toString(layer.threadable().get()));
    }
    if (layer.memoryBytes().isPresent()) {
      element("memory", megabytes(layer.memoryBytes().get()));
    }
    if (layer.gpus() > 0) {
      element("gpus", Integer.toString(layer.gpus()));
    }
    if (layer.gpuMemoryBytes() > 0) {
      element("gpu_memory", megabytes(layer.gpuMemoryBytes()));
    }
    minutes("timeout", layer.timeout());
    minutes("timeout_llu", layer.timeoutWithoutLog());
    if (!layer.tags().isEmpty()) {
      element("tags", String.join(" | ", layer.tags()));
    }
    list("limits", "limit", layer.limits());
    environment(layer.environment());
    list("services", "service", layer.services());
    xml.writeEndElement();
  }

  private void depend(DependSpec depend) throws XMLStreamException {
    xml.writeStartElement("depend");
    xml.writeAttribute("type", depend.kind().name());
    xml.writeAttribute("anyframe", Boolean.toString(depend.anyFrame()));
    node("dep", depend.dependent());
    node("on", depend.target());
    xml.writeEndElement();
  }

  private void node(String end, DependSpec.Node node) throws XMLStreamException {
    element(end + "job", node.job());
    if (!node.layer().isEmpty()) {
      element(end + "layer", node.layer());
    }
    if (!node.frame().isEmpty()) {
      element(end + "frame", frameName(node));
    }
  }

  private static String frameName(DependSpec.Node node) {
    return node.frame().matches("-?[0-9]{1,9}")
        ? FrameNames.of(Integer.parseInt(node.frame()), node.layer())
        : node.frame();
  }

  private void environment(Map<String, String> variables) throws XMLStreamException {
    if (variables.isEmpty()) {
      return;
    }
    xml.writeStartElement("env");
    for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
      xml.writeStartElement("key");
      xml.writeAttribute("name", variable.getKey());
      xml.writeCharacters(variable.getValue());
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void list(String name, String item, List<String> texts) throws XMLStreamException {
    if (texts.isEmpty()) {
      return;
    }
    xml.writeStartElement(name);
    for (String text : texts) {
      element(item, text);
    }
    xml.writeEndElement();
  }

  private void minutes(String name, Optional<Duration> time) throws XMLStreamException {
    if (time.isPresent()) {
      element(name, Long.toString(time.get().plusSeconds(59).toMinutes()));
    }
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private static String word(LayerType type) {
    return switch (type) {
      case PRE -> "Pre";
      case POST -> "Post";
      case RENDER -> "Render";
      case UTIL -> "Util";
    };
  }

  /** With a point it is cores, without it would be hundredths. */
  private static String cores(Cores cores) {
    return String.format(
        Locale.ROOT, "%d.%02d", cores.hundredths() / 100, cores.hundredths() % 100);
  }

  private static String megabytes(long bytes) {
    return (bytes + MEGABYTE - 1) / MEGABYTE + "m";
  }
}
