/** The last rows of an endpoint's transcript as text, printed when a test fails. */
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { EntryData } from '../../src/core/transcriptEntry.ts';
import type { SeenPart } from './printSeen.ts';

const rowCount = 20;
/** Bytes shown per frame. */
const shownBytes = 120;

/** `entries` reads rows; a negative `from` counts from the end. */
export function transcriptSeen(
  { id, config, address, state }: EndpointSnapshot,
  entries: (id: string, from: number, count: number) => Promise<EntryData[]>,
): SeenPart {
  return {
    title: `transcript of the ${config.kind} ${address}, which is ${state}`,
    lines: rowCount,
    end: 'last',
    read: async () => (await entries(id, -rowCount, rowCount)).map(rowText).join('\n'),
  };
}

function rowText({ seq, direction, peer = '', data, length, event }: EntryData): string {
  const frame = data && `${length} B ${JSON.stringify(Buffer.from(data.subarray(0, shownBytes)).toString('latin1'))}`;
  return [seq, direction, peer, event ? JSON.stringify(event) : frame].join(' ');
}
