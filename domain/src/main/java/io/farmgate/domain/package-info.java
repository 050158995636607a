/**
 * The render farm as pure Java: what a {@link Show}, a {@link Job}, a {@link Layer}, a {@link
 * Frame}, a {@link Host} and a {@link Proc} are. Ports to farms stand in {@code port}, what can be
 * submitted in {@code spec}, frame ranges in {@code range}, what can go wrong in {@code failure}.
 */
@NullMarked
package io.farmgate.domain;

import org.jspecify.annotations.NullMarked;
