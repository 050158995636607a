package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.port.ChangeForm;
import io.farmgate.domain.port.FarmChange;

/** Changes in the words of {@code GET /api/events}. */
public final class OpenCueChangeForm implements ChangeForm {
  @Override
  public Told tell(FarmChange change) {
    EventTexts.Event event = EventTexts.event(change);
    return new Told(event.name(), event.data().toString());
  }
}
