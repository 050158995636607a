package io.farmgate.domain.contract;

/** What a farm may lack. Whatever it declares so must be refused as unsupported when asked for. */
public enum Capability {
  CREATE_SHOWS,
  DEFAULT_CORES,
  LAUNCH,
  /** Dependencies inside of a submission and on jobs of the farm. */
  DEPENDS,
  /** Dependencies between work that is on the farm: making, reading and overruling them. */
  CHANGE_DEPENDS,
  /** Overruling what waits for what, frame by frame. */
  MARK_FRAMES,
  /** Running some frames of a layer before others. */
  ORDER_FRAMES,
  /** Writing on frames what others see: where their saving stands, and how they are shown. */
  NOTE_FRAMES,
  /** Several frames of a layer in one proc. */
  CHUNKS,
  PAUSE,
  PRIORITY,
  MAX_RETRIES,
  AUTO_EAT,
  JOB_CORES,
  /** Half a core, as the contract's numbers allow; else they are whole. No refusal is asked for. */
  PARTS_OF_CORES,
  KILL_JOBS,
  RETRY_FRAMES,
  /** Running frames of a finished job again. Where it is lacking, no refusal is asked for. */
  RETRY_FINISHED_JOBS,
  /**
   * Holding back again what waits for a frame that is retried, as OpenCue does. There is no call
   * for it that could be refused.
   */
  HOLD_AGAIN,
  KILL_FRAMES,
  EAT_FRAMES,
  /** Reading the logs of frames. */
  READ_LOGS,
  KILL_PROCS,
  UNBOOK_PROCS,
  /** Saying whose turn it is when a proc has ended. */
  REDIRECT_PROCS,
  LOCK_HOSTS,
  /** Changing what is said of hosts: tags, states, threads. */
  CHANGE_HOSTS,
  /** Rebooting hosts at once. */
  REBOOT_HOSTS,
  /** Changing groups of jobs; reading them is then refused too, or shows none. */
  GROUPS,
  /** Creating owners, and giving them hosts. */
  OWNERS,
  /** Bounding what an owner's jobs have together. */
  QUOTAS,
  /** Changing facilities, allocations of hosts, and what shows may use of these. */
  ALLOCATIONS,
  /** Bounding how many frames of a kind run at once. */
  LIMITS,
  /** Reading frames page by page from the last to the first. */
  REVERSED_FRAMES,
  /** Changing what kinds of programs need, for the farm and for a show. */
  SERVICES,
  /** Changing shows that are there, and removing them. */
  CHANGE_SHOWS,
  /** Booking nothing of a show that is switched off. There is no call for it of its own. */
  HOLD_SHOWS,
  /** Changing what shows do to jobs that come. */
  FILTERS,
  /** Naming departments, and having them promise cores to shots. */
  DEPARTMENTS,
  /** Lending parts of hosts to work of their owners' choice. */
  LEND_HOSTS,
  /** Leaving comments on jobs and hosts. */
  COMMENTS,
  /** Launching once under a key, however often it is asked for. */
  LAUNCH_KEYS,
  /** Changing what is set for layers that are there. */
  CHANGE_LAYERS,
  /** Changing which limits hold for layers that are there. */
  LAYER_LIMITS,
  /** Writing down where layers write their results. */
  OUTPUTS,
  /** Bounding the GPUs of a job. */
  JOB_GPUS,
  /** Writing down who wants to hear of a job. */
  SUBSCRIBERS,
  /** Running all filters on a job that is there, and ending a job that is done. */
  JOB_UPKEEP
}
