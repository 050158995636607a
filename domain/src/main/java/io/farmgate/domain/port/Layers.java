package io.farmgate.domain.port;

import io.farmgate.domain.JobId;
import io.farmgate.domain.Layer;
import io.farmgate.domain.LayerId;
import java.util.List;
import java.util.Optional;

/** Reads layers. */
public interface Layers {
  /** Returns the job's layers in dispatch order; none for an unknown job. */
  List<Layer> ofJob(JobId job);

  /** Returns the layer of that id. */
  Optional<Layer> byId(LayerId id);
}
