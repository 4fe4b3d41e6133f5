import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { FileOrigin } from '../../../../src/host/transfers/fileOrigins.ts';
import { sendFiles, targetedPeers } from '../../../../src/host/transfers/sendFiles.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('sending files', () => {
  freshVscode();
  const origins: FileOrigin[] = [{ uri: Uri.file('/tmp/a') }];
  const files = [{ path: Uri.file('/tmp/a').fsPath }];
  const how = { mode: 'raw', endAfter: true } as const;
  let fake: FakeTransfers;

  beforeEach(() => {
    fake = new FakeTransfers(['p1', 'p2']);
  });

  it('sends to all peers by default, or to one, or to at most one if required', async () => {
    await sendFiles(fake.transfers, { endpoint: 'e1', origins, how });
    await sendFiles(fake.transfers, { endpoint: 'e1', origins, how, target: { peer: 'p2' }, toOne: true });
    assert.deepEqual(fake.calls, [
      ['sendFiles', 'e1', { files, ...how }, undefined, false],
      ['sendFiles', 'e1', { files, ...how }, { peer: 'p2' }, true],
    ]);
  });

  it('asks how to send for exactly the target peers, and sends nothing if that is dismissed', async () => {
    const list = () => questions.question('send files? You’ll be asked only once', 'list');
    const asked = sendFiles(fake.transfers, { endpoint: 'e1', origins, target: { peer: 'p2' } });
    (await list()).answer('Framed');
    await asked;
    assert.equal(fake.transfers.choices.chosen('e1', ['p2'])?.mode, 'framed');
    assert.equal(fake.transfers.choices.chosen('e1', ['p1']), undefined);
    const toBoth = sendFiles(fake.transfers, { endpoint: 'e1', origins });
    (await list()).dismiss();
    await assert.rejects(toBoth, Dismissed);
    assert.equal(fake.calls.length, 1);
  });

  it('asks for the files last, in the same turn', async () => {
    const asked = Promise.withResolvers<void>();
    const chosen = Promise.withResolvers<FileOrigin[]>();
    const choose = () => {
      asked.resolve();
      return chosen.promise;
    };
    const sent = sendFiles(fake.transfers, { endpoint: 'e1', origins: choose, target: { peer: 'p2' } });
    const how = await questions.question('send files? You’ll be asked only once', 'list');
    assert.equal(await Promise.race([asked.promise.then(() => 'files'), 'how']), 'how');
    how.answer('Framed');
    await asked.promise;
    assert.deepEqual(
      questions.open.map(one => one.isBusy),
      [true],
      'the panel isn’t focused in between',
    );
    chosen.resolve(origins);
    await sent;
    assert.deepEqual(questions.open, []);
    assert.deepEqual(fake.calls, [
      ['sendFiles', 'e1', { files, mode: 'framed', endAfter: false }, { peer: 'p2' }, false],
    ]);
  });

  it('asks nothing without a peer', async () => {
    await assert.rejects(sendFiles(new FakeTransfers([]).transfers, { endpoint: 'e1', origins }), { code: 'NO_PEER' });
    assert.deepEqual(questions.open, []);
  });

  it('rejects an empty list, and an unknown endpoint', async () => {
    await assert.rejects(sendFiles(fake.transfers, { endpoint: 'e1', origins: [], how }), RangeError);
    await assert.rejects(sendFiles(fake.transfers, { endpoint: 'e2', origins, how }), { code: 'NO_ENDPOINT' });
    assert.deepEqual(fake.calls, []);
  });

  it('reports whose bytes are awaited, and passes the others on', async () => {
    const listed = [transferSnapshot({ id: 'a' }), transferSnapshot({ id: 'b' })];
    fake.engine.sendFiles = async () => listed;
    const bytes = new Uint8Array([7]);
    const sent = await sendFiles(fake.transfers, {
      endpoint: 'e1',
      how,
      origins: [
        { name: 'dropped', sizeBytes: 3 },
        { name: 'read', sizeBytes: 1, read: async () => bytes },
      ],
    });
    assert.deepEqual(sent, { transfers: listed, awaited: ['spool of dropped'] });
    assert.deepEqual(await fake.called('closeSpool'), ['spool of read', true]);
  });

  it('abandons what was opened if the engine rejects', async () => {
    fake.engine.sendFiles = () => Promise.reject(new Error('not open'));
    const dropped = [{ name: 'dropped', sizeBytes: 3 }];
    await assert.rejects(sendFiles(fake.transfers, { endpoint: 'e1', how, origins: dropped }), /not open/);
    assert.deepEqual(fake.calls.at(-1), ['closeSpool', 'spool of dropped', false]);
  });

  it('is silent if the caller reports the outcome itself', async () => {
    fake.engine.sendFiles = async () => [transferSnapshot({ id: fake.transfers.known.length === 0 ? 'a' : 'b' })];
    await sendFiles(fake.transfers, { endpoint: 'e1', origins, how, quiet: true });
    await sendFiles(fake.transfers, { endpoint: 'e1', origins, how });
    assert.deepEqual([await fake.transfers.isQuiet('a'), await fake.transfers.isQuiet('b')], [true, false]);
  });

  it('identifies peers by id, and those of a UDP socket by address: they get another id when they send again', async () => {
    const { endpoints } = fake.transfers;
    assert.deepEqual(await targetedPeers(endpoints, endpoints.find('e1')), ['p1', 'p2']);
    const udp = new FakeTransfers([], { kind: 'udp', address: ':0', remote: '127.0.0.1:9' }).transfers.endpoints;
    assert.deepEqual(await targetedPeers(udp, udp.find('e1')), ['127.0.0.1:9']);
  });
});
