/** Sends the bytes of an entry again, without a way through the page. */
import { l10n } from 'vscode';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Endpoints } from '../endpoints.ts';

/** To the entry's peer while that is there, else to the target. Rejects with a RangeError for an entry that is gone. */
export async function resend(endpoints: Endpoints, id: string, seq: number, target?: SendTarget): Promise<void> {
  const [entry] = await endpoints.calls.entries(id, seq, 1);
  if (entry?.seq !== seq || entry.event) throw new RangeError(l10n.t('This entry is gone.'));
  const { data, length = 0, peer } = entry;
  const bytes = data?.length === length ? data : await endpoints.calls.entryBytes(id, seq, 0, length);
  if (peer === undefined) return endpoints.send(id, bytes, target);
  try {
    await endpoints.send(id, bytes, { peer });
  } catch (error) {
    // Nothing was sent to who has gone.
    if (!(error instanceof SocketError) || (error.code !== 'NO_PEER' && error.code !== 'STREAM_ENDED')) throw error;
    await endpoints.send(id, bytes, target);
  }
}
