/** A package that is documented, and not marked. */
package io.farmgate.archfixture.unmarked.infoonly;
