import assert from 'node:assert/strict';
import type { EntryData } from '../../../../src/core/transcriptEntry.ts';
import { entryDocument } from '../../../../src/host/messages/entryDocument.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';

describe('an entry as a document', () => {
  const limit = 1024 * 1024;
  const document = (entries: Partial<EntryData>[], data = 'grüße', encoding?: 'latin1') => {
    const config = { kind: 'udp', address: ':0', ...(encoding && { encoding }) } as const;
    const entryBytes = async (_id: string, _seq: number, offset: number, length: number) => {
      assert.deepEqual([offset, length], [0, limit]);
      return Buffer.from(data, encoding);
    };
    const calls = { entries: async () => entries, entryBytes } as never;
    return entryDocument(fakeEndpoints([endpointSnapshot('e', 0, { config })], { engine: calls }), 'e', 3);
  };

  it('contains its text in the endpoint’s encoding, and its hexdump', async () => {
    assert.match(await document([{ seq: 3, length: 7 }]), /^grüße\n.*67 72 c3 bc/s);
    assert.match(await document([{ seq: 3, length: 5 }], 'grüße', 'latin1'), /^grüße\n.*67 72 fc/s);
  });

  it('says how much of a longer entry is shown', async () => {
    assert.doesNotMatch(await document([{ seq: 3, length: limit }]), /Showing the first/);
    assert.match(
      await document([{ seq: 3, length: limit + 1 }]),
      /^Showing the first 1048576 of 1048577 bytes\.\n\ngrüße/,
    );
  });

  it('contains an event’s sentence', async () => {
    assert.equal(await document([{ seq: 3, event: { code: 'closed' } }]), 'Closed\n');
  });

  it('is missing for a dropped entry, even if the next one exists', async () => {
    await assert.rejects(document([]), { name: 'RangeError', message: 'This entry is no longer available.' });
    await assert.rejects(document([{ seq: 4, length: 1 }]), { message: 'This entry is no longer available.' });
  });
});
