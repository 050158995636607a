package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.LayerType;

/** What this API calls the types of layers. */
enum LayerWord {
  RENDER,
  UTIL;

  static LayerWord of(LayerType type) {
    return switch (type) {
      case RENDER -> RENDER;
      // Work around the renders is what a utility layer is for.
      case UTIL, PRE, POST -> UTIL;
    };
  }
}
