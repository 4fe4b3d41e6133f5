import assert from 'node:assert/strict';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { TranscriptChanges } from '../../../../webview/transcript/transcriptChanges.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('a change of an endpoint', () => {
  let changes: TranscriptChanges;
  const next = (more: Partial<EndpointSnapshot>, peers = 1) => changes.next(endpointSnapshot('e1', peers, more));
  const more = { readsDifferently: false, isCleared: false };

  beforeEach(() => {
    changes = new TranscriptChanges();
    next({ entries: 5 });
  });

  it('doesn’t concern its transcript if only figures change', () => {
    assert.equal(next({ entries: 5 }), undefined);
    assert.equal(next({ entries: 5 }, 7), undefined);
  });

  it('concerns it if rows are added or dropped, or its state changes', () => {
    assert.deepEqual(next({ entries: 6 }), more);
    assert.deepEqual(next({ entries: 6, firstEntry: 1 }), more);
    assert.deepEqual(next({ entries: 6, firstEntry: 1, state: 'closed' }), more);
  });

  it('clears the transcript with another generation', () => {
    assert.deepEqual(next({ entries: 5, generation: 1 }), { ...more, isCleared: true });
    assert.deepEqual(next({ entries: 6, generation: 1 }), more);
  });

  it('affects the text of every row with another encoding', () => {
    const config = { kind: 'tcp-server', address: ':0', encoding: 'latin1' } as const;
    assert.deepEqual(next({ entries: 5, config }), { ...more, readsDifferently: true });
    assert.deepEqual(next({ entries: 6, config }), more);
    assert.deepEqual(next({ entries: 6 }), { ...more, readsDifferently: true });
  });

  it('concerns it the first time, when no row was read yet', () => {
    const first = new TranscriptChanges();
    const config = { kind: 'tcp-server', address: ':0', encoding: 'latin1' } as const;
    assert.deepEqual(first.next(endpointSnapshot('e1', 0, { config })), more);
  });
});
