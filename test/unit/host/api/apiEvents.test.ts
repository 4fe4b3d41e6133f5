import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryData } from '../../../../src/core/transcriptEntry.ts';
import { publicEntry, publicEventCodes } from '../../../../src/host/api/apiEvents.ts';
import { root } from '../../../support/paths.ts';

describe('API events', () => {
  const entry = { seq: 3, time: 5, direction: 'event', peer: 'p1' } as const;

  it('are those listed in the documentation', () => {
    const text = readFileSync(join(root, 'src/host/api.md'), 'utf8');
    const [, section = ''] = text.split('## Events of the transcript\n');
    const [table = ''] = section.split('\n## ');
    const documented = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
    assert.deepEqual(documented, [...Object.keys(publicEventCodes), 'other']);
  });

  it('are what the engine recorded', () => {
    const recorded: EntryData = { ...entry, event: { code: 'peerReset', by: 'peer' } };
    assert.deepEqual(publicEntry(recorded), recorded);
    const frame: EntryData = { ...entry, direction: 'in', data: Uint8Array.of(1), length: 1 };
    assert.deepEqual(publicEntry(frame), frame);
  });

  it('are sentences if they have no code of their own', () => {
    const event = { code: 'malformedFrame', bytes: 7 } as const;
    const { event: given } = publicEntry({ ...entry, event });
    assert.ok(given?.code === 'other');
    assert.equal(given.severity, 'error');
    assert.match(given.message, /7/);
    assert.deepEqual(Object.keys(given), ['code', 'severity', 'message']);
    const { event: mild } = publicEntry({ ...entry, event: { code: 'framingChanged', framing: { line: 'lf' } } });
    assert.equal(mild?.code === 'other' && mild.severity, 'info');
  });
});
