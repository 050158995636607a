package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Layer;

/** A layer with its job, since a layer is paused or ended with that. */
record LayerOfJob(Layer layer, Job job) {

  JobState state() {
    return JobState.derive(layer.frames(), job.paused(), job.killed());
  }
}
