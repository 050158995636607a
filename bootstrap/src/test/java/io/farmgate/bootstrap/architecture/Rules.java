package io.farmgate.bootstrap.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.farmgate.bootstrap.architecture.Packages.within;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Every rule of the house that is checked on compiled classes. ARCHITECTURE.md says why. */
final class Rules {
  private static final String[] JDK_AND_MARKS = {"java..", "org.jspecify.."};

  /** The one inside of gRPC. */
  private static final String NETTY = "io.grpc.netty.shaded.io.netty..";

  private Rules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "the domain depends on the JDK, the null marks and itself",
            on ->
                classes()
                    .that()
                    .resideInAPackage(within(on.domain()))
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed(within(on.domain())))),
            List.of("domain.LogsByItself", "domain.port.MentionsAnAdapter")),
        new Rule(
            "the application depends on the domain only",
            on ->
                classes()
                    .that()
                    .resideInAPackage(within(on.application()))
                    .should()
                    .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed(within(on.application()), within(on.domain())))),
            List.of("application.KnowsAnAdapter")),
        new Rule(
            "ports mention no adapter",
            on ->
                noClasses()
                    .that()
                    .resideInAPackage(within(on.ports()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(within(on.allAdapters())),
            List.of("domain.port.MentionsAnAdapter")),
        new Rule(
            "the published language depends on nothing else of Farmgate",
            on ->
                noClasses()
                    .that()
                    .resideInAPackage(within(on.protocol()))
                    .should()
                    .dependOnClassesThat(
                        resideInAnyPackage(
                            within(on.domain()),
                            within(on.application()),
                            within(on.allAdapters()),
                            within(on.bootstrap()))),
            List.of("opencue.protocol.KnowsTheDomain")),
        new Rule(
            "the published language is spoken by the RPC and the Cuebot adapter only",
            on ->
                seenOnlyBy(
                    List.of(within(on.protocol())),
                    List.of(on.protocol(), on.rpc(), on.cuebot(), on.bootstrap())),
            List.of("adapter.embedded.SpeaksOpenCue")),
        new Rule(
            "adapters never import one another, but the HTTP ones the edge",
            on ->
                classes()
                    .that()
                    .resideInAPackage(within(on.allAdapters()))
                    .should(new ImportNoOtherAdapter(on)),
            List.of(
                "adapter.embedded.KnowsCuebot",
                "adapter.http.edge.KnowsAnApi",
                "adapter.http.resource.opencue.KnowsRpc",
                "adapter.webhooks.KnowsTheEmbeddedFarm")),
        new Rule(
            "every adapter is known to these rules",
            on ->
                classes()
                    .that()
                    .resideInAPackage(within(on.allAdapters()))
                    .should()
                    .resideInAnyPackage(
                        on.adapters().stream().map(Packages::within).toArray(String[]::new)),
            List.of("adapter.telex")),
        new Rule(
            "nothing imports the bootstrap",
            on ->
                noClasses()
                    .that()
                    .resideOutsideOfPackage(within(on.bootstrap()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(within(on.bootstrap())),
            List.of("adapter.auth.KnowsTheBootstrap")),
        only(
            "Nimbus is seen by adapter-auth only",
            List.of("com.nimbusds.."),
            on -> List.of(on.auth()),
            "adapter.embedded.SeesNimbus"),
        new Rule(
            "gRPC is seen by the Cuebot adapter and the RPC adapter's gRPC server only",
            on ->
                noClasses()
                    .that(resideOutsideOfPackages(within(on.cuebot()), within(on.rpcOverGrpc())))
                    .should()
                    .dependOnClassesThat(
                        resideInAPackage("io.grpc..").and(resideOutsideOfPackage(NETTY))),
            List.of(
                "adapter.http.rpc.OpensAChannel",
                "adapter.http.rpc.method.ServesGrpc",
                "netty.xnio.CallsByItself")),
        only(
            "Netty is seen by who sees gRPC, the transport over XNIO, and who brings them together",
            List.of(NETTY),
            on -> List.of(on.cuebot(), on.rpcOverGrpc(), on.transport(), on.wiring()),
            "adapter.http.edge.ReadsByItself"),
        new Rule(
            "the transport over XNIO is a library: it knows XNIO and Netty and nothing of Farmgate",
            on ->
                classes()
                    .that()
                    .resideInAPackage(within(on.transport()))
                    .should()
                    .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed(within(on.transport()), "org.xnio..", NETTY))),
            List.of("netty.xnio.CallsByItself", "netty.xnio.KnowsTheDomain")),
        new Rule(
            "only adapter-grpc-cuebot opens a channel: a server is none",
            on ->
                noClasses()
                    .that()
                    .resideOutsideOfPackage(within(on.cuebot()))
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                        "io\\.grpc\\.(?!netty\\.shaded\\.io\\.netty\\.)"
                            + ".*(Channel|ChannelBuilder|ChannelProvider|ClientCall|stub\\..*)"),
            List.of(
                "adapter.http.rpc.OpensAChannel",
                "adapter.http.rpc.grpc.CallsBack",
                "netty.xnio.CallsByItself")),
        only(
            "Undertow is seen by the HTTP adapters only",
            List.of("io.undertow.."),
            on -> List.of(on.http()),
            "adapter.embedded.SeesUndertow"),
        only(
            "XNIO is seen by the HTTP adapters, the transport over it, and who brings them together",
            List.of("org.xnio.."),
            on -> List.of(on.http(), on.transport(), on.wiring()),
            "adapter.embedded.RunsOnXnio"),
        only(
            "protobuf is seen by the protocol, the RPC and the Cuebot adapter only",
            List.of("com.google.protobuf.."),
            on -> List.of(on.protocol(), on.rpc(), on.cuebot()),
            "adapter.http.edge.SeesProtobuf"),
        only(
            "JSON trees are seen by the RPC and the resource adapter and the commands only",
            List.of("com.fasterxml.jackson.."),
            on -> List.of(on.rpc(), on.resource(), on.bootstrap() + ".cli"),
            "adapter.http.edge.SeesJackson"),
        new Rule(
            "the resource dialects do not know one another",
            on ->
                SlicesRuleDefinition.slices()
                    .matching(on.resource() + ".(*)..")
                    .should()
                    .notDependOnEachOther(),
            List.of("adapter.http.resource.cloud.KnowsOpenCue")),
        only(
            "SQL is seen by the embedded farm and the webhooks only",
            List.of("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..", "org.sqlite.."),
            on -> List.of(on.embedded(), on.webhooks()),
            "adapter.http.rpc.SpeaksSql"),
        only(
            "wiring, command line and configuration are seen by the bootstrap only",
            List.of(
                "dagger..",
                "javax.inject..",
                "jakarta.inject..",
                "picocli..",
                "io.smallrye..",
                "org.eclipse.microprofile..",
                "ch.qos.logback.."),
            on -> List.of(on.bootstrap()),
            "adapter.auth.WiresItself"),
        only(
            "Bucket4j is seen by the edge only",
            List.of("io.github.bucket4j.."),
            on -> List.of(on.edge()),
            "adapter.auth.CountsRequests"),
        only(
            "zstd is seen by the edge only",
            List.of("com.github.luben.."),
            on -> List.of(on.edge()),
            "adapter.embedded.SqueezesAnswers"),
        only(
            "hash4j is seen by the RPC adapter only",
            List.of("com.dynatrace.hash4j.."),
            on -> List.of(on.rpc()),
            "adapter.embedded.TagsAnswers"),
        only(
            "the concurrency limits library is seen by the overload guards only",
            List.of("com.netflix.concurrency.."),
            on -> List.of(on.cuebot() + ".overload"),
            "adapter.embedded.LimitsItself"),
        only(
            "Resilience4j is seen by the Cuebot adapter and the webhooks only",
            List.of("io.github.resilience4j.."),
            on -> List.of(on.cuebot(), on.webhooks()),
            "adapter.embedded.TriesAgain"),
        only(
            "Micrometer is seen by the bootstrap's metrics only",
            List.of("io.micrometer..", "io.prometheus.."),
            on -> List.of(on.metrics()),
            "adapter.embedded.KeepsFigures"),
        new Rule(
            "packages do not depend on one another in circles",
            on ->
                SlicesRuleDefinition.slices()
                    .matching(on.root() + ".(**)")
                    .should()
                    .beFreeOfCycles(),
            List.of("circle.one", "circle.two")),
        new Rule(
            "every package has a package-info.java with @NullMarked",
            on -> classes().should(new BeInAMarkedPackage()),
            List.of("unmarked.NotNullMarked", "unmarked.infoonly")),
        new Rule(
            "only the command line writes to the standard streams",
            on ->
                noClasses()
                    .that()
                    .resideOutsideOfPackage(on.bootstrap())
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS),
            List.of("application.Prints")),
        new Rule(
            "what is thrown says what went wrong: no generic exceptions",
            on -> noClasses().should(GeneralCodingRules.THROW_GENERIC_EXCEPTIONS),
            List.of("application.ThrowsAnything")),
        new Rule(
            "logs go through SLF4J",
            on ->
                noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.util.logging..", "org.jboss.logging.."),
            List.of("adapter.embedded.LogsItsOwnWay")));
  }

  private static Rule only(
      String name,
      List<String> libraries,
      Function<Packages, List<String>> allowed,
      String... broken) {
    return new Rule(name, on -> seenOnlyBy(libraries, allowed.apply(on)), List.of(broken));
  }

  private static ArchRule seenOnlyBy(List<String> libraries, List<String> allowed) {
    return noClasses()
        .that(
            resideOutsideOfPackages(allowed.stream().map(Packages::within).toArray(String[]::new)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries.toArray(String[]::new));
  }

  private static String[] allowed(String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(JDK_AND_MARKS));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }
}
