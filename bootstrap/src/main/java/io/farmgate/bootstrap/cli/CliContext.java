package io.farmgate.bootstrap.cli;

import java.io.PrintWriter;
import java.io.Reader;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the commands take from the process that they run in.
 *
 * @param out for what was asked for
 * @param err for everything else
 * @param in what a person types
 * @param terminal whether a person reads what is printed, and can answer
 * @param localUrl where the gateway of this machine's own settings listens
 * @param localToken mints a short-lived token for that gateway, where its secret can be read here;
 *     the argument is whom it speaks for
 */
public record CliContext(
    Map<String, String> environment,
    PrintWriter out,
    PrintWriter err,
    Reader in,
    boolean terminal,
    Supplier<String> localUrl,
    Function<String, Optional<String>> localToken) {}
