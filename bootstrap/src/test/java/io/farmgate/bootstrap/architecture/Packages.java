package io.farmgate.bootstrap.architecture;

import java.util.List;
import java.util.stream.Stream;

/**
 * The packages that the rules speak of, under a root: the real code's, or that of the fixtures,
 * which have the same packages with one violation in each.
 */
record Packages(String root) {
  /** The real code. */
  static final Packages REAL = new Packages("io.farmgate");

  /** Small classes that break the rules. They are test code and run nowhere. */
  static final Packages FIXTURE = new Packages("io.farmgate.archfixture");

  private static final List<String> ADAPTERS =
      List.of(
          "auth", "embedded", "grpc.cuebot", "http.edge", "http.resource", "http.rpc", "webhooks");

  String domain() {
    return root + ".domain";
  }

  String ports() {
    return root + ".domain.port";
  }

  String application() {
    return root + ".application";
  }

  String protocol() {
    return root + ".opencue";
  }

  String bootstrap() {
    return root + ".bootstrap";
  }

  String wiring() {
    return bootstrap() + ".wiring";
  }

  /** Netty's channels on XNIO's threads. */
  String transport() {
    return root + ".netty.xnio";
  }

  String metrics() {
    return bootstrap() + ".metrics";
  }

  String allAdapters() {
    return root + ".adapter";
  }

  List<String> adapters() {
    return ADAPTERS.stream().map(name -> allAdapters() + "." + name).toList();
  }

  String auth() {
    return allAdapters() + ".auth";
  }

  String embedded() {
    return allAdapters() + ".embedded";
  }

  String webhooks() {
    return allAdapters() + ".webhooks";
  }

  String cuebot() {
    return allAdapters() + ".grpc.cuebot";
  }

  String http() {
    return allAdapters() + ".http";
  }

  String edge() {
    return allAdapters() + ".http.edge";
  }

  String resource() {
    return allAdapters() + ".http.resource";
  }

  String rpc() {
    return allAdapters() + ".http.rpc";
  }

  String rpcOverGrpc() {
    return rpc() + ".grpc";
  }

  /** Returns every package above: a rule on a package that is not there proves nothing. */
  List<String> all() {
    return Stream.concat(
            Stream.of(
                domain(),
                ports(),
                application(),
                protocol(),
                bootstrap(),
                wiring(),
                transport(),
                metrics(),
                http(),
                rpcOverGrpc()),
            adapters().stream())
        .toList();
  }

  /** Returns ArchUnit's pattern for a package and all below it. */
  static String within(String packageName) {
    return packageName + "..";
  }
}
