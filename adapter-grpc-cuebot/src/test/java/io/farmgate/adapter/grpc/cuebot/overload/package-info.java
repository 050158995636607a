/** Tests of the guards against too much at once. Start at {@code OverloadGuardsTest}. */
@NullMarked
package io.farmgate.adapter.grpc.cuebot.overload;

import org.jspecify.annotations.NullMarked;
