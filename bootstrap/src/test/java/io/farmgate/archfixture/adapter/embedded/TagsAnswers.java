package io.farmgate.archfixture.adapter.embedded;

import com.dynatrace.hash4j.hashing.Hasher128;

/** Breaks the rule on the library for hashes. */
interface TagsAnswers {
  Hasher128 tags();
}
