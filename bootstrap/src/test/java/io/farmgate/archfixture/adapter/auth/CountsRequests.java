package io.farmgate.archfixture.adapter.auth;

import io.github.bucket4j.Bucket;

/** Breaks the rule on Bucket4j. */
interface CountsRequests {
  Bucket bucket();
}
