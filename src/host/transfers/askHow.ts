/** Asks how files are sent to a peer: once for each peer, until the window closes. */
import { l10n, type QuickPickItem } from 'vscode';
import type { SendChoices } from '../../client/transfers/sendChoices.ts';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream, manyPeers } from '../../core/kinds.ts';
import { type DatagramPace, defaultPace, maxDatagramBytes } from '../../core/transfer/datagramPace.ts';
import type { SendHow } from '../../core/transfer/transferSnapshot.ts';
import { askInTurn, askItem, askText } from '../shown/questions.ts';

/** Returns the choice made earlier for these peers, otherwise what the user chooses now. Rejects with Dismissed. */
export async function askHow(
  choices: SendChoices,
  endpoint: EndpointSnapshot,
  peers: readonly string[],
): Promise<SendHow> {
  // All connections of a client go to the same server, so its earlier choice applies.
  const before = manyPeers(endpoint.config) ? undefined : choices.last(endpoint.id);
  return choices.chosen(endpoint.id, peers) ?? before ?? (await chooseHow(choices, endpoint, peers));
}

/** Asks even if there is an earlier choice. Rejects with Dismissed. */
export async function chooseHow(
  choices: SendChoices,
  endpoint: EndpointSnapshot,
  peers: readonly string[],
): Promise<SendHow> {
  const likely = choices.chosen(endpoint.id, peers) ?? choices.last(endpoint.id);
  const pace = likely?.mode === 'datagrams' ? likely.pace : defaultPace;
  const how: SendHow = isStream(endpoint.config)
    ? await askMode(endpoint, likely)
    : { mode: 'datagrams', pace: await askInTurn(() => askPace(pace)) };
  choices.choose(endpoint.id, peers, how);
  return how;
}

async function askMode(endpoint: EndpointSnapshot, likely: SendHow | undefined): Promise<SendHow> {
  const items: (QuickPickItem & { how: SendHow })[] = [
    {
      label: l10n.t('Raw bytes, keep the connection open'),
      detail: l10n.t('Sends the contents of the file and nothing else. You can send more afterwards.'),
      how: { mode: 'raw', endAfter: false },
    },
    {
      label: l10n.t('Raw bytes, then end the stream'),
      detail: l10n.t('The end of the stream tells the receiver that the file is complete, as with nc -N.'),
      how: { mode: 'raw', endAfter: true },
    },
    {
      label: l10n.t('Framed: named, verified, resumable'),
      detail: l10n.t('For another Portside instance, or a program that supports its format.'),
      how: { mode: 'framed', endAfter: false },
    },
  ];
  const isLikely = ({ how }: { how: SendHow }) => JSON.stringify(how) === JSON.stringify(likely);
  // Enter accepts the first one.
  items.sort((one, other) => Number(isLikely(other)) - Number(isLikely(one)));
  const chosen = await askItem(items, {
    title: l10n.t('Send Files'),
    placeHolder: l10n.t('How should {0} send files? You’ll be asked only once.', labelInSentence(endpoint)),
  });
  return chosen.how;
}

async function askPace(before: DatagramPace): Promise<DatagramPace> {
  const datagramBytes = await askNumber(before.datagramBytes, {
    prompt: l10n.t(
      'Size of each datagram in bytes, 1 to {0}. UDP doesn’t report whether datagrams arrive, or in what order.',
      maxDatagramBytes,
    ),
    max: maxDatagramBytes,
  });
  const bytesPerSecond = await askNumber(before.bytesPerSecond, {
    prompt: l10n.t(
      'Bytes per second. Datagrams sent faster than they are read are lost; {0} is a safe rate.',
      '1 MB/s',
    ),
    max: 1e12,
  });
  return { datagramBytes, bytesPerSecond };
}

async function askNumber(before: number, { prompt, max }: { prompt: string; max: number }): Promise<number> {
  const text = await askText({
    title: l10n.t('Send Files as Datagrams'),
    prompt,
    value: String(before),
    validateInput: typed =>
      numberIn(typed, max) === undefined ? l10n.t('Enter a whole number from 1 to {0}.', max) : undefined,
  });
  return numberIn(text, max) ?? before;
}

function numberIn(text: string, max: number): number | undefined {
  const number = /^\s*\d+\s*$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= max ? number : undefined;
}

/** Describes the choice in a few words. */
export function howLabel(how: SendHow): string {
  switch (how.mode) {
    case 'raw':
      return how.endAfter ? l10n.t('raw, then end the stream') : l10n.t('raw, keep the connection open');
    case 'framed':
      return l10n.t('framed');
    case 'datagrams':
      return l10n.t('{0}-byte datagrams, {1}/s', how.pace.datagramBytes, formatBytes(how.pace.bytesPerSecond));
  }
}
