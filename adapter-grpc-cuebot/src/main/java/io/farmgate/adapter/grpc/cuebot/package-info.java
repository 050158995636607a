/** Placeholder. */
@NullMarked
package io.farmgate.adapter.grpc.cuebot;

import org.jspecify.annotations.NullMarked;
