package io.farmgate.adapter.http.rpc.spec;

import io.farmgate.domain.Cores;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.spec.DependSpec;
import io.farmgate.domain.spec.JobNames;
import io.farmgate.domain.spec.JobSpec;
import io.farmgate.domain.spec.LayerSpec;
import io.farmgate.domain.spec.Submission;
import io.farmgate.domain.spec.SubmissionRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * OpenCue's XML job specification, versions 1.5 to 1.15, as a {@link Submission}.
 *
 * <pre>
 * spec    = facility? dept? show shot user email? uid? job+ depends*
 * job     = @name paused? priority? maxretries? maxcores? maxgpus? autoeat? localbook? os?
 *           env* layers
 * layers  = layer+
 * layer   = @name @type cmd range chunk? cores? threadable? memory? gpus? gpu? gpu_memory?
 *           timeout? timeout_llu? tags? limits? env* services? outputs*
 * env     = key*          key      = @name text
 * limits  = limit+        services = service+        outputs = output*
 * depends = depend*
 * depend  = @type @anyframe? depjob deplayer? depframe? onjob onlayer? onframe?
 * </pre>
 *
 * <p>Order does not matter, and a chunk may be left out (1). Names are changed as OpenCue changes
 * them: lower case, underscores for dashes; a job's name loses the {@code show-shot-user_} that
 * some tools put before it. {@code timeout} and {@code timeout_llu} are minutes, {@code cores} is
 * explained at {@link SpecText#cores}.
 *
 * <p>What any submission must look like, whatever it is written in, is {@link SubmissionRules}' to
 * say; here is only what can be told of the text, with its line.
 *
 * <p>Accepted and not used yet: {@code dept}, {@code maxgpus}, {@code localbook}, {@code outputs}.
 * An element that OpenCue does not know is refused, because a misspelt one would be lost silently.
 * All problems are reported together, each with its line.
 */
public final class JobSpecXml {
  private static final int DEFAULT_RETRIES = 1;

  private static final Set<String> SPEC =
      Set.of("facility", "dept", "show", "shot", "user", "email", "uid", "job", "depends");
  private static final Set<String> JOB =
      Set.of(
          "paused",
          "priority",
          "maxretries",
          "maxcores",
          "maxgpus",
          "autoeat",
          "localbook",
          "os",
          "env",
          "layers",
          "dept");

  private final Problems problems = new Problems();
  private final SpecText text = new SpecText(problems);
  private final LayerReader layerReader = new LayerReader(problems, text);
  private final XmlElement spec;
  private String prefix = "";

  private JobSpecXml(XmlElement spec) {
    this.spec = spec;
  }

  /**
   * Reads a specification. A DOCTYPE is passed over; see {@link XmlReader}.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} that holds everything wrong with it
   */
  public static Submission parse(String xml) {
    XmlElement root = XmlReader.read(xml);
    if (!root.name().equals("spec")) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "job specification: line "
                  + root.line()
                  + ": <"
                  + root.name()
                  + "> (expected: <spec>)"));
    }
    return new JobSpecXml(root).submission();
  }

  /** Notes every element in {@code parent} whose name is not one of {@code known}. */
  static void onlyKnown(Problems problems, XmlElement parent, Set<String> known) {
    for (XmlElement child : parent.children()) {
      if (!known.contains(child.name())) {
        problems.add(
            child,
            "not known in <"
                + parent.name()
                + "> (expected: one of "
                + known.stream().sorted().toList()
                + ")");
      }
    }
  }

  private Submission submission() {
    onlyKnown(problems, spec, SPEC);
    String show = text.required(spec, "show");
    String shot = text.name(spec, "shot", text.required(spec, "shot"));
    String user = text.required(spec, "user");
    Optional<Integer> uid = text.number(spec, "uid", 0, Integer.MAX_VALUE);
    if (user.equals("root") || uid.equals(Optional.of(0))) {
      problems.add(spec, "user root (expected: somebody who is not root)");
    }
    prefix = JobNames.full(show, shot, user, "");
    Map<String, JobSpec> jobs = jobs();
    List<DependSpec> depends = depends(jobs);
    problems.throwIfAny();
    return new Submission(
        spec.textOf("facility").orElse("").toLowerCase(Locale.ROOT),
        show,
        shot,
        user,
        uid.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        spec.textOf("email").orElse(""),
        List.copyOf(jobs.values()),
        depends);
  }

  private Map<String, JobSpec> jobs() {
    Map<String, JobSpec> jobs = new LinkedHashMap<>();
    for (XmlElement element : spec.children("job")) {
      JobSpec job = job(element);
      if (jobs.put(job.name(), job) != null && !job.name().isEmpty()) {
        problems.add(element, "two jobs are named '" + job.name() + "' (expected: one)");
      }
    }
    if (jobs.isEmpty()) {
      problems.add(spec, "no <job> (expected: at least one)");
    }
    return jobs;
  }

  private JobSpec job(XmlElement job) {
    onlyKnown(problems, job, JOB);
    String raw = job.attribute("name").orElse("");
    if (raw.isEmpty()) {
      problems.add(job, "no name (expected: name=\"...\")");
    }
    return new JobSpec(
        text.name(job, "job name", withoutPrefix(raw)),
        text.flag(job, "paused").orElse(false),
        text.number(job, "priority", 0, Integer.MAX_VALUE),
        text.number(job, "maxretries", 0, SubmissionRules.MAX_RETRIES).orElse(DEFAULT_RETRIES),
        text.flag(job, "autoeat").orElse(false),
        job.textOf("os").orElse(""),
        text.number(job, "maxcores", 1, 1_000_000).map(whole -> Cores.of(whole)),
        layerReader.environment(job),
        layers(job));
  }

  private List<LayerSpec> layers(XmlElement job) {
    Map<String, LayerSpec> layers = new LinkedHashMap<>();
    boolean any = false;
    for (XmlElement list : job.children("layers")) {
      onlyKnown(problems, list, Set.of("layer"));
      for (XmlElement element : list.children("layer")) {
        any = true;
        Optional<LayerSpec> layer = layerReader.read(element);
        if (layer.isEmpty()) {
          continue;
        }
        if (layers.put(layer.get().name(), layer.get()) != null) {
          problems.add(element, "two layers are named '" + layer.get().name() + "'");
        }
      }
    }
    if (!any) {
      problems.add(job, "no <layer> (expected: <layers> with at least one)");
    }
    return List.copyOf(layers.values());
  }

  private List<DependSpec> depends(Map<String, JobSpec> jobs) {
    DependReader reader = new DependReader(problems, text, jobs, name -> jobKey(jobs, name));
    List<DependSpec> depends = new ArrayList<>();
    for (XmlElement list : spec.children("depends")) {
      onlyKnown(problems, list, Set.of("depend"));
      for (XmlElement depend : list.children("depend")) {
        reader.read(depend).ifPresent(depends::add);
      }
    }
    return depends;
  }

  /** Returns the short name of a job in here, or else the full name of one on the farm. */
  private String jobKey(Map<String, JobSpec> jobs, String raw) {
    String name = SpecText.conformed(withoutPrefix(raw)).orElse("");
    if (jobs.containsKey(name)) {
      return name;
    }
    return raw.contains("-") || raw.isEmpty() ? raw : prefix + name;
  }

  private String withoutPrefix(String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
