package io.farmgate.archfixture.adapter.http.edge;

import com.fasterxml.jackson.databind.JsonNode;

/** Breaks the rule on JSON trees. */
interface SeesJackson {
  JsonNode tree();
}
