/** An entry as a document: its text and its hexdump. */
import { l10n } from 'vscode';
import { comparedText } from '../../core/bytes/comparedText.ts';
import { peerRole } from '../../core/kinds.ts';
import { eventText } from '../../core/sentences/events/eventSentence.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { translate } from '../shown/translated.ts';

/** Only this many bytes of a longer entry are compared. */
const comparedBytes = 1024 * 1024;

/** Rejects with a RangeError for an entry that no longer exists. */
export async function entryDocument(endpoints: Endpoints, endpoint: string, seq: number): Promise<string> {
  const { config } = endpoints.find(endpoint);
  const [entry] = await endpoints.engine.entries(endpoint, seq, 1);
  if (entry?.seq !== seq) throw new RangeError(l10n.t('This entry is no longer available.'));
  if (entry.event) return `${eventText(entry.event, { role: peerRole(config) }, translate)}\n`;
  const bytes = await endpoints.engine.entryBytes(endpoint, seq, 0, comparedBytes);
  const note = l10n.t('Showing the first {0} of {1} bytes.', comparedBytes, entry.length ?? 0);
  return `${(entry.length ?? 0) > comparedBytes ? `${note}\n\n` : ''}${comparedText(bytes, config.encoding ?? 'utf8')}`;
}
