/** Callbacks for a reply that was sent, or won't be. */
import type { Origin } from '../../core/transcriptEntry.ts';
import type { PendingWrite } from '../conversation/outboxItem.ts';
import type { AnswerChains } from './answerChains.ts';
import type { ReplyFailures } from './replyFailures.ts';

export interface ReplyParts {
  readonly failures: ReplyFailures;
  readonly chains: AnswerChains;
}

/** `settled` is called in both cases. */
export function replyCaller({ failures, chains }: ReplyParts, origin: Origin, settled?: () => void): PendingWrite {
  return {
    resolve: () => {
      settled?.();
      failures.replied();
      chains.replied();
    },
    reject: error => {
      settled?.();
      failures.notSent(error, origin);
    },
  };
}
