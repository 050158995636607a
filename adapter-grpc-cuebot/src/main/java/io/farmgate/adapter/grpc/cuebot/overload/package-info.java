/**
 * What keeps many callers from asking a farm for more than it can answer: identical reads are asked
 * once, and no more calls are on their way than the farm answers in good time. Start at {@link
 * io.farmgate.adapter.grpc.cuebot.overload.OverloadGuards}, which puts both around a farm's raw
 * path; docs/cuebot-guards.md tells what they do for whom.
 */
@NullMarked
package io.farmgate.adapter.grpc.cuebot.overload;

import org.jspecify.annotations.NullMarked;
