import assert from 'node:assert/strict';
import { panelFraming } from '../../../../src/host/panel/panelFraming.ts';

describe('panelFraming', () => {
  it('is shown for streams whose bytes are messages', () => {
    const server = { kind: 'tcp-server', address: ':1', framing: { line: 'lf' } } as const;
    assert.deepEqual(panelFraming(server), { label: 'lines that end with LF', short: 'LF lines', isNone: false });
    assert.equal(panelFraming({ kind: 'tcp-client', address: ':1' })?.isNone, true);
    assert.equal(panelFraming({ ...server, files: { mode: 'off' } })?.short, 'LF lines');
    const pair = { in: 'none', out: { line: 'lf' } } as const;
    assert.deepEqual(panelFraming({ ...server, framing: pair }), {
      label: 'no framing (received), lines that end with LF (sent)',
      short: 'none in, LF lines out',
      isNone: false,
    });
    assert.equal(panelFraming({ ...server, framing: { in: 'none', out: 'none' } })?.isNone, true);
    for (const mode of ['raw', 'framed'] as const)
      assert.equal(panelFraming({ ...server, files: { mode } }), undefined);
    assert.equal(panelFraming({ kind: 'udp', address: ':1' }), undefined);
  });
});
