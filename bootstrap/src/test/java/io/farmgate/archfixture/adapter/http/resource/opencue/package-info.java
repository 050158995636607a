/** A resource dialect, with flaws. */
@NullMarked
package io.farmgate.archfixture.adapter.http.resource.opencue;

import org.jspecify.annotations.NullMarked;
