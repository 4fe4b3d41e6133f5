/** Tests entries against a filter, using the index only. */
import type { EntryKind, ViewFilter } from '../../core/transcriptEntry.ts';

export interface FilteredTranscript {
  kind(seq: number): EntryKind;
  length(seq: number): number;
  /** Returns the number of an entry's peer; 0 for events of the endpoint itself. */
  peerNumber(seq: number): number;
  peerOf(number: number): { readonly id: string } | undefined;
  /** True if there are rows for which `isHidden` returns true. No filter accepts them. */
  readonly hasHidden: boolean;
  isHidden(seq: number): boolean;
}

/** Returns the test of a filter; undefined if every entry passes. */
export function entryFilter(
  transcript: FilteredTranscript,
  { peers, kinds, minBytes = 0, maxBytes = Number.POSITIVE_INFINITY }: ViewFilter,
): ((seq: number) => boolean) | undefined {
  const conditions: ((seq: number) => boolean)[] = [];
  if (transcript.hasHidden) conditions.push(seq => !transcript.isHidden(seq));
  if (kinds) {
    const wanted = new Set(kinds);
    conditions.push(seq => wanted.has(transcript.kind(seq)));
  }
  if (peers) conditions.push(peerCondition(transcript, new Set(peers)));
  if (minBytes > 0 || maxBytes < Number.POSITIVE_INFINITY) {
    conditions.push(seq => {
      const kind = transcript.kind(seq);
      const length = transcript.length(seq);
      return kind !== 'event' && kind !== 'problem' && length >= minBytes && length <= maxBytes;
    });
  }
  return conditions.length === 0 ? undefined : seq => conditions.every(holds => holds(seq));
}

/** Returns the test for these peers. Events of the endpoint itself belong to every peer's conversation. */
function peerCondition(transcript: FilteredTranscript, ids: ReadonlySet<string>): (seq: number) => boolean {
  const known = new Map<number, boolean>([[0, true]]);
  return seq => {
    const number = transcript.peerNumber(seq);
    const decided = known.get(number);
    if (decided !== undefined) return decided;
    const passes = ids.has(transcript.peerOf(number)?.id ?? '');
    known.set(number, passes);
    return passes;
  };
}
