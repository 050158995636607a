/**
 * What protects a farm from its Cuebot's own faults, as rules that know nothing of gRPC. Start at
 * {@link io.farmgate.adapter.grpc.cuebot.guard.Lane}: calls of servants that share a field, one at
 * a time. The reviewed tables lie beside the classes that read them.
 */
@NullMarked
package io.farmgate.adapter.grpc.cuebot.guard;

import org.jspecify.annotations.NullMarked;
