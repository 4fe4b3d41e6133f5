import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { TransferState } from '../../../../src/core/transfer/transferSnapshot.ts';
import { openFileSource } from '../../../../src/engine/transfer/disk/fileSource.ts';
import type { FileToOpen } from '../../../../src/engine/transfer/disk/filesToOpen.ts';
import { type OutgoingFiles, runTransfer } from '../../../../src/engine/transfer/runTransfer.ts';
import { Transfer } from '../../../../src/engine/transfer/transfer.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the files of a transfer on their way', () => {
  const folder = temporaryFolder();
  /** Everything that the peer and the transcript saw, in order. */
  let seen: unknown[];
  let transfer: Transfer;

  beforeEach(() => {
    seen = [];
  });

  /** A peer whose direction is free, unless it fails. */
  const peerWith = (failure?: Error) => ({
    ...{ number: 1, id: 'p1', address: '127.0.0.1:1', snapshot: { state: 'open' } },
    lane: async () => ({
      write: async (parts: Uint8Array[]) => {
        if (failure) throw failure;
        seen.push(String(Buffer.concat(parts)));
      },
      release: () => void seen.push('released'),
    }),
    end: () => void seen.push('end'),
    abort: () => void seen.push('abort'),
  });

  async function send(
    names: string[],
    { endAfter = false, failure, before }: { endAfter?: boolean; failure?: Error; before?: () => void } = {},
  ) {
    const peer = peerWith(failure);
    const states: TransferState[] = [];
    const files: FileToOpen[] = [];
    for (const name of names) {
      if (name !== 'missing') await writeFile(folder.at(name), `<${name}>`);
      files.push({ open: options => openFileSource(folder.at(name), options) });
    }
    const about = { endpoint: 'e', peer, direction: 'out', mode: 'raw', name: 'all', files: names.length } as const;
    transfer = new Transfer({ ...about, onChange: ({ snapshot }) => states.push(snapshot.state) });
    before?.();
    const transcript = { event: ({ durationMs: _, ...event }: Record<string, unknown>) => seen.push(event) };
    const options = { mode: 'raw', endAfter, files: [] };
    await runTransfer({ transfer, peer, options, files, context: { transcript } } as unknown as OutgoingFiles);
    return states;
  }
  const sent = { code: 'fileSent', name: 'all' };

  it('are sent one after another, and the transcript reports their number once', async () => {
    await send(['a', 'b']);
    assert.deepEqual(seen, ['<a>', '<b>', 'released', { ...sent, files: 2, bytes: 6 }]);
    assert.deepEqual([transfer.snapshot.state, transfer.snapshot.files], ['done', { done: 2, total: 2 }]);
  });

  it('are followed by our end of stream if requested, when the direction is free again', async () => {
    await send(['a'], { endAfter: true });
    assert.deepEqual(seen, ['<a>', 'released', 'end', { ...sent, files: 1, bytes: 3, ended: true }]);
  });

  it('release the direction even if one can’t be read, and no end follows', async () => {
    await send(['a', 'missing', 'c'], { endAfter: true });
    const { state, failure, files } = transfer.snapshot;
    assert.deepEqual([state, failure?.code, files.done], ['failed', 'ENOENT', 1]);
    assert.deepEqual(seen.slice(0, 3), ['<a>', 'abort', 'released']);
    assert.equal((seen[3] as { code: string }).code, 'transferFailed');
    assert.equal(seen.length, 4);
  });

  it('fail for whatever reason the peer gives', async () => {
    await send(['a'], { failure: new SocketError('SEND_INTERRUPTED', { address: 'x' }) });
    assert.deepEqual(transfer.snapshot.failure, { code: 'SEND_INTERRUPTED', params: { address: 'x' } });
    await send(['a'], { failure: Object.assign(new Error('broken'), { code: 'EPIPE' }) });
    assert.deepEqual(transfer.snapshot.failure?.code, 'EPIPE');
  });

  it('don’t begin if they were canceled before', async () => {
    const states = await send(['a'], { before: () => transfer.cancel() });
    assert.deepEqual(seen, ['released', { code: 'transferCancelled', direction: 'out', name: 'all', bytes: 0 }]);
    assert.equal(states.at(-1), 'cancelled');
  });
});
