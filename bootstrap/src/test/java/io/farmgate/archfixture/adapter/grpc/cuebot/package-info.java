/** An adapter that another one imports. */
@NullMarked
package io.farmgate.archfixture.adapter.grpc.cuebot;

import org.jspecify.annotations.NullMarked;
