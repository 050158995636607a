/** A resource dialect, with flaws. */
@NullMarked
package io.farmgate.archfixture.adapter.http.resource.cloud;

import org.jspecify.annotations.NullMarked;
