/** Plan and progress of sending one message repeatedly. */

/** The longest interval, a day. */
export const maxRepeatMs = 86_400_000;
export const maxRepeatCount = 1_000_000_000;

export interface RepeatPlan {
  /** Interval in ms, 1 to `maxRepeatMs`. */
  readonly everyMs: number;
  /** Number of times; unlimited if absent. */
  readonly count?: number;
}

export interface RepeatState extends RepeatPlan {
  readonly running: boolean;
  /** Number of times that the message has been sent. */
  readonly done: number;
  /** A sentence that says why the repetition ended. */
  readonly problem?: string;
}
