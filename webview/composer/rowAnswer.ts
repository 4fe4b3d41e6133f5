/** Performs actions of rows that need the composer. */
import * as l10n from '@vscode/l10n';
import type { Message } from '../../src/core/message/message.ts';
import type { MessageContext } from '../../src/core/message/messageBytes.ts';
import { host } from '../hostCalls.ts';
import type { RowRequest } from '../transcript/rowRequests.ts';
import { rowMessage } from './rowMessage.ts';

export interface RowAnswer {
  /** Message to put into the field. */
  readonly message?: Message;
  /** Note to show below the field. */
  readonly note?: string;
}

/** Performs the action; `like` is the current message. Rejects with a sentence. */
export async function rowAnswer(
  { action, row }: RowRequest,
  like: Message,
  context: MessageContext,
): Promise<RowAnswer> {
  switch (action) {
    case 'sendAgain':
      await host.resend(row.seq);
      return {};
    case 'editAndSend':
      return { message: await rowMessage(row, like, context) };
    case 'selectForCompare':
      await host.selectForCompare(row.seq);
      return {
        note: l10n.t('Selected. To compare, press D on another row or choose “Compare with Selected” from its menu.'),
      };
    case 'compare':
      await host.compare(row.seq);
      return {};
    default:
      // Copying needs no composer.
      return {};
  }
}
