/** *Show What Came*: shows the bytes of a message that isn't complete. They stay where they are. */

import { l10n } from 'vscode';
import { comparedText } from '../../core/bytes/comparedText.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import { incompleteSentence } from '../../core/sentences/incompleteSentence.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { showUntitled } from '../shown/showUntitled.ts';
import { shownNumber, translatedSentence } from '../shown/translated.ts';
import { endpointOf, namedPeer, peerOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';

/** Only this many bytes of a longer message are shown. */
const shownBytes = 64 * 1024;

/**
 * `{endpoint, peer}`; without a peer, the one that was reported first.
 * @throws RangeError if no message of this peer is incomplete.
 */
export async function showIncomplete(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  const { endpoints } = context;
  const endpoint = await endpointOf(argument, context, ({ incomplete }) => incomplete !== undefined);
  const id = namedPeer(argument) ?? endpoint.incomplete?.first.peer ?? (await peerOf(argument, endpoint, endpoints));
  await showUntitled('plaintext', await documentOf(endpoint, id, endpoints));
}

/** The first line becomes the title of the tab. */
async function documentOf(endpoint: EndpointSnapshot, id: string, { engine }: Endpoints): Promise<string> {
  const [peer, bytes] = await Promise.all([
    engine.openPeer(endpoint.id, id),
    engine.incompleteBytes(endpoint.id, id, shownBytes + 1),
  ]);
  if (!peer || !bytes) throw new RangeError(l10n.t('All messages that have arrived are complete.'));
  const { config } = endpoint;
  const shown = bytes.subarray(0, shownBytes);
  const lines = [
    titleOf(peer),
    ...(peer.incomplete
      ? [translatedSentence(incompleteSentence(peer.incomplete, framingOf(config.framing, 'in')))]
      : []),
  ];
  if (bytes.length > shownBytes) lines.push(l10n.t('Showing the first {0} bytes.', shownNumber(shownBytes)));
  return `${lines.join('\n')}\n\n${comparedText(shown, config.encoding ?? 'utf8')}`;
}

function titleOf({ address }: PeerSnapshot): string {
  return l10n.t('Incomplete message from {0}', address);
}
