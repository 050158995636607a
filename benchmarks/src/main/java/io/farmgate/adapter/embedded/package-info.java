/**
 * Measures the embedded farm from inside, without processes: the classes that decide and write down
 * are its package's own. Start at {@link FarmBench}.
 */
@NullMarked
package io.farmgate.adapter.embedded;

import org.jspecify.annotations.NullMarked;
