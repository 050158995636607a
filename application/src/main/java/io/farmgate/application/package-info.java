/**
 * Use cases over the ports. {@link CallFarmMethod} carries one of OpenCue's methods to whatever
 * farm there is; {@link BrowseFarm}, {@link ControlFarm} and {@link SubmitWork} are the typed ones,
 * which work on every farm. All of them are safe to call from many threads.
 */
@NullMarked
package io.farmgate.application;

import org.jspecify.annotations.NullMarked;
