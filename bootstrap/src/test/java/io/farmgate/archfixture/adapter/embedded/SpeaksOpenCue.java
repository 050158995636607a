package io.farmgate.archfixture.adapter.embedded;

import io.farmgate.archfixture.opencue.protocol.Word;

/** Breaks the rule on the published language. */
interface SpeaksOpenCue {
  Word word();
}
