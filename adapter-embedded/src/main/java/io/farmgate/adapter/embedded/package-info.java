/**
 * The embedded farm: one machine that queues jobs, runs their frames as processes, and keeps its
 * state in a SQLite database. Start at {@link EmbeddedFarm}.
 *
 * <p>{@link Scheduler} decides what runs next, {@link FrameRunner} runs it, the {@code ...Store}
 * classes answer the ports, and {@link FarmDatabase} is the only way to the state.
 */
@NullMarked
package io.farmgate.adapter.embedded;

import org.jspecify.annotations.NullMarked;
