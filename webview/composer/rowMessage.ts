/** Creates an editable message from a row's bytes. */
import * as l10n from '@vscode/l10n';
import { maxEditedBytes } from '../../src/core/limits.ts';
import { editableMessage } from '../../src/core/message/editableMessage.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { MessageContext } from '../../src/core/message/messageBytes.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { host } from '../hostCalls.ts';

/** Rejects with a RangeError for a row that is too long. */
export async function rowMessage(
  row: PanelRow,
  like: Omit<Message, 'text'>,
  context: MessageContext,
): Promise<Message> {
  if (row.length > maxEditedBytes) {
    throw new RangeError(
      l10n.t('This message of {0} bytes is too long to edit here. Use “Send Again” to send it unchanged.', row.length),
    );
  }
  return editableMessage(await host.entryBytes(row.seq, 0, row.length), like, context);
}
