/** Sending one message again and again: how often, and how far it is. */

/** The longest pause between two sendings: a day. */
export const maxRepeatMs = 86_400_000;
export const maxRepeatCount = 1_000_000_000;

export interface RepeatPlan {
  /** From one sending to the next, 1 to `maxRepeatMs`. */
  readonly everyMs: number;
  /** Without end where absent. */
  readonly count?: number;
}

export interface RepeatState extends RepeatPlan {
  readonly running: boolean;
  /** How often it was sent. */
  readonly done: number;
  /** The sentence that says what ended it. */
  readonly problem?: string;
}
