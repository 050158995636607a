/**
 * The assembly: {@link Main} reads the command line, builds the gateway from its configuration and
 * runs it. The only package that knows every module.
 */
@NullMarked
package io.farmgate.bootstrap;

import org.jspecify.annotations.NullMarked;
