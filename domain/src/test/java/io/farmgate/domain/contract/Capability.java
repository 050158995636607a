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
   * Counting no failed run where a person ended it, and giving a frame all of its retries again
   * where one asked for another run. There is no call for it of its own.
   */
  FREE_RETRIES,
  /**
   * Letting go what waits for a frame that is eaten, as for one that succeeded, and frame by frame
   * for a layer that is marked as done. There is no call for it of its own.
   */
  LET_GO_BY_EATING,
  /**
   * Taking back that a dependency of a job, or on one, is satisfied. What is refused is this kind.
   */
  HOLD_JOBS_AGAIN,
  /** Changing a job's layers by filters' actions. What is refused is the action. */
  LAYER_ACTIONS,
  /**
   * Paging a job's frames layer by layer, whatever order people gave them. Nothing is to be
   * refused.
   */
  LAYERS_IN_PAGES,
  /** Booking layers that name no tags on any host. Nothing is to be refused. */
  BOOK_UNTAGGED,
  /**
   * Renaming allocations with their facility, and removing a facility that had some. Nothing is to
   * be refused.
   */
  FREE_FACILITIES,
  /**
   * Booking up to the maximum of cores that a job or group has, and no further. Nothing is to be
   * refused.
   */
  EXACT_MAXIMA,
  /** Booking the layers of a job in an order that was changed. Nothing is to be refused. */
  LAYER_PLACES,
  /** Keeping finished jobs finished whose name another one has. Nothing is to be refused. */
  FREE_NAMES,
  /**
   * Removing a show with its subscriptions, and leaving one as it was that could not be removed.
   * Nothing is to be refused.
   */
  WHOLE_SHOWS,
  /**
   * Refusing what would make work wait for itself by way of other work. Nothing else is to be
   * refused.
   */
  LONG_CIRCLES,
  /** Refusing filters that move jobs to another show's group. Nothing else is to be refused. */
  REFUSE_FOREIGN_GROUPS,
  /** Changing what a task of a department promises. What is refused is the change. */
  CHANGE_TASKS,
  /** Booking several cores for layers that are not threadable. Nothing is to be refused. */
  WIDE_LAYERS,
  /** Counting procs as unbooked where people did that, and no others. Nothing is to be refused. */
  COUNT_UNBOOKED,
  /**
   * Leaving a place with its job though another waits for the least that it may have. Nothing is to
   * be refused.
   */
  KEEP_PLACES,
  /** Giving new jobs what is set for their show of cores and GPUs. Nothing is to be refused. */
  SHOW_DEFAULTS,
  /** Finding the show that an archived one's name leads to. Nothing is to be refused. */
  ARCHIVED_NAMES,
  /** Dividing a managed department's cores between its tasks. Nothing is to be refused. */
  DIVIDE_CORES,
  /** Removing what a show has of a department. */
  DELETE_DEPARTMENTS,
  /** Telling that a comment to be changed is not there. Nothing is to be refused. */
  KNOW_COMMENTS,
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
  /** Rebooting hosts when nothing runs on them any more. */
  REBOOT_IDLE_HOSTS,
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
  /** Lending hosts that people have locked. Nothing is to be refused. */
  LEND_LOCKED_HOSTS,
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
  /** The same for jobs that nobody's mail address came with. Nothing is to be refused. */
  SUBSCRIBE_ALL,
  /** Writing down who wants to hear of a job. */
  SUBSCRIBERS,
  /** Running all filters on a job that is there, and ending a job that is done. */
  JOB_UPKEEP
}
