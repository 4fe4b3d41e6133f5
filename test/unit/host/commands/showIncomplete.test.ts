import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { showIncomplete } from '../../../../src/host/commands/showIncomplete.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

const long = 64 * 1024;

describe('the bytes of an incomplete message', () => {
  freshVscode();

  let bytes: Uint8Array | undefined;
  let asked: unknown[];
  let context: CommandContext;

  beforeEach(() => {
    asked = [];
    bytes = Buffer.from('\0\0\0\x64abc');
    const progress = { since: 5, missing: 'content', arrived: 3, announced: 100 } as const;
    const first = { peer: 'p2', address: '127.0.0.1:7', ...progress };
    const config = { kind: 'tcp-server', address: ':0', framing: 'u32be' } as const;
    const endpoints = fakeEndpoints([endpointSnapshot('e', 2, { config, incomplete: { peers: 1, first } })], {
      openPeer: async (_id, peer) =>
        peer === 'gone'
          ? undefined
          : ({ address: `of ${peer}`, ...(peer === 'p2' && { incomplete: progress }) } as PeerSnapshot),
      incompleteBytes: async (...call) => {
        asked.push(call);
        return bytes?.subarray(0, call[2]);
      },
    });
    context = { endpoints, panels: {} } as unknown as CommandContext;
  });

  const shown = () => workbenchState.done.shown.map(({ args }) => (args as [{ getText(): string }])[0].getText());

  it('are shown as text and hexdump, below how much has arrived', async () => {
    await showIncomplete({ type: 'panel', endpoint: 'e', peer: 'p2' }, context);
    assert.deepEqual(asked, [['e', 'p2', long + 1]]);
    const [text = ''] = shown();
    assert.match(
      text,
      /^Incomplete message from of p2\n100 bytes announced, 3 have arrived\n\n.*abc\n\n000000 00 00 00 64 61 62 63/s,
    );
  });

  it('are those of the message that was reported first, unless a peer is named', async () => {
    await showIncomplete('e', context);
    await showIncomplete(undefined, context);
    await showIncomplete({ type: 'peer', endpoint: 'e', peer: { id: 'p1' } }, context);
    assert.deepEqual(
      asked.map(call => (call as string[])[1]),
      ['p2', 'p2', 'p1'],
    );
    assert.match(shown().at(-1) ?? '', /^Incomplete message from of p1\n\n/);
  });

  it('are cut if there are too many', async () => {
    bytes = new Uint8Array(long + 5);
    await showIncomplete('e', context);
    assert.match(shown()[0] ?? '', /\nShowing the first 65,536 bytes\.\n/);
  });

  it('can’t be shown once the message is complete, or the peer is gone', async () => {
    await assert.rejects(showIncomplete({ endpoint: 'e', peer: 'gone' }, context), /messages .* are complete/);
    bytes = undefined;
    await assert.rejects(showIncomplete('e', context), { name: 'RangeError' });
    assert.deepEqual(shown(), []);
  });
});
