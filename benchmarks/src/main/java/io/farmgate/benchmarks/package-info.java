/**
 * Speed and memory as ratios. {@link LoadBench} starts a farm, a gateway and the baseline on
 * loopback and measures them in turns; {@link TranscoderBench} measures the transcoder alone. What
 * they found is in docs/performance.md.
 */
@NullMarked
package io.farmgate.benchmarks;

import org.jspecify.annotations.NullMarked;
