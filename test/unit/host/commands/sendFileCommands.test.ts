import assert from 'node:assert/strict';
import { commands, type QuickPickItem, Uri } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { RecentEndpoints } from '../../../../src/client/recentEndpoints.ts';
import { SendChoices } from '../../../../src/client/transfers/sendChoices.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { defaultPace } from '../../../../src/core/transfer/datagramPace.ts';
import type { SendFilesOptions } from '../../../../src/core/transfer/transferSnapshot.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { chooseSendMode, sendFile, sendWithPortside } from '../../../../src/host/commands/sendFileCommands.ts';
import { ApprovedFiles } from '../../../../src/host/transfers/approvedFiles.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('file sending commands', () => {
  freshVscode();

  const uri = Uri.file('/tmp/photo.png');
  let peers: PeerSnapshot[];
  let sent: { options: SendFilesOptions; target: SendTarget | undefined; toOne: boolean }[];
  let outcome: () => Promise<ReturnType<typeof transferSnapshot>>;
  let endpoints: FakeEndpoints;
  let context: CommandContext;

  beforeEach(() => {
    sent = [];
    peers = [peer('1')];
    outcome = async () => transferSnapshot({ state: 'done', sha256: 'abc' });
    endpoints = fakeEndpoints(
      [endpointSnapshot('e', 1, { config: { kind: 'tcp-server', address: ':0', name: 'mine' } })],
      {
        openPeers: async () => peers,
        engine: { targetPeers: async () => (peers.length > 0 ? peers : [peer('9')]) } as never,
      },
    );
    const choices = new SendChoices();
    for (const one of ['1', '2', '3']) choices.choose('e', [one], { mode: 'framed', endAfter: false });
    const transfers = {
      endpoints,
      choices,
      approved: new ApprovedFiles(),
      ended: () => outcome(),
      send: async (
        _id: string,
        options: SendFilesOptions,
        { target, toOne }: { target?: SendTarget; toOne: boolean },
      ) => {
        sent.push({ options, target, toOne });
        return [transferSnapshot()];
      },
    };
    context = {
      endpoints,
      transfers,
      panels: { recent: new RecentEndpoints() },
      permissions,
    } as unknown as CommandContext;
  });

  const peer = (id: string, more: Partial<PeerSnapshot> = {}) =>
    ({ id, address: `127.0.0.1:${id}`, state: 'open', ...more }) as PeerSnapshot;
  const chooseFile = async () => (await questions.question('Send Files', 'open')).answer([uri]);
  const byHand = async (answer?: string): Promise<SendTarget | undefined> => {
    const sending = sendFile({ type: 'endpoint', endpoint: 'e' }, context);
    if (answer !== undefined) (await questions.question('Where should mine send the files?')).answer(answer);
    await chooseFile();
    await sending;
    return sent.at(-1)?.target;
  };

  it('resolve for a caller once the file is sent, and reject with a sentence otherwise', async () => {
    assert.deepEqual(await sendFile({ endpoint: 'e', uri, mode: 'raw', peer: '1' }, context), {
      id: 't1',
      sha256: 'abc',
    });
    const [{ options, target, toOne } = assert.fail('nothing was sent')] = sent;
    assert.deepEqual(options, { files: [{ path: '/tmp/photo.png' }], mode: 'raw', endAfter: true });
    assert.deepEqual([target, toOne], [{ peer: '1' }, true]);
    outcome = async () => transferSnapshot({ state: 'failed', failure: { code: 'DECLINED', params: {} } });
    await assert.rejects(sendFile({ endpoint: 'e', uri }, context), {
      code: 'DECLINED',
      message: 'The file was declined.',
    });
    outcome = async () => Promise.reject(new SocketError('NO_TRANSFER'));
    await assert.rejects(sendFile({ endpoint: 'e', uri }, context), { message: 'This transfer no longer exists.' });
  });

  it('ask no caller that gives a file, and reject an invalid argument', async () => {
    for (const more of [{ uri: '/tmp/photo.png' }, { uri, mode: 'fast' }, { uri, endAfter: 'yes' }])
      await assert.rejects(sendFile({ endpoint: 'e', ...more }, context), TypeError, JSON.stringify(more));
    await assert.rejects(sendFile({ uri }, context), TypeError);
    assert.deepEqual(questions.open, []);
    assert.deepEqual(sent, []);
  });

  it('send to the only peer without a question, unless it is ending', async () => {
    peers = [peer('1'), peer('2', { state: 'ending' })];
    assert.deepEqual(await byHand(), { peer: '1' });
    peers = [peer('2', { state: 'ending' })];
    await assert.rejects(sendFile('e', context), { code: 'NO_PEER', params: { kind: 'tcp-server' } });
  });

  it('ask for one of several peers, or for all', async () => {
    peers = [peer('1'), peer('2')];
    assert.deepEqual(await byHand('127.0.0.1:2'), { peer: '2' });
    const sending = sendFile('e', context);
    const question = await questions.question('Where should mine send the files?');
    assert.deepEqual(
      (question.items as QuickPickItem[]).map(({ label }) => label),
      ['Both clients', '127.0.0.1:1', '127.0.0.1:2'],
    );
    question.dismiss();
    await assert.rejects(sending, Dismissed);
  });

  it('send from a UDP socket to its remote, or to a sender', async () => {
    const config = { kind: 'udp', address: ':0', remote: '127.0.0.1:9', name: 'socket' } as const;
    endpoints.list(endpointSnapshot('e', 0, { config }));
    const items = async () => {
      const sending = sendFile('e', context);
      const question = await questions.question('Where should socket send the files?');
      question.dismiss();
      await assert.rejects(sending, Dismissed);
      return (question.items as QuickPickItem[]).map(({ label }) => label);
    };
    peers = [peer('1')];
    assert.deepEqual(await items(), ['127.0.0.1:9', 'Both peers', '127.0.0.1:1']);
    peers = [peer('1'), peer('2')];
    assert.deepEqual(await items(), ['127.0.0.1:9', 'All peers (3)', '127.0.0.1:1', '127.0.0.1:2']);
    const named = { ...config, remote: 'udp://localhost:9' };
    endpoints.list(endpointSnapshot('e', 0, { config: named, resolved: { 'localhost:9': '127.0.0.1:9' } }));
    peers = [peer('1'), peer('9')];
    assert.deepEqual(await items(), ['localhost:9', 'Both peers', '127.0.0.1:1'], 'each address once');
    context.transfers.choices.choose('e', ['127.0.0.1:9'], { mode: 'datagrams', pace: defaultPace });
    peers = [peer('9')];
    const sending = sendFile('e', context);
    (await questions.question('Send Files', 'open')).dismiss();
    await assert.rejects(sending, Dismissed, 'the only peer is the remote');
    peers = [];
    const toRemote = sendFile('e', context);
    (await questions.question('Send Files', 'open')).dismiss();
    await assert.rejects(toRemote, Dismissed);
  });

  it('send the selection in the Explorer, or the menu’s resource', async () => {
    const other = Uri.file('/tmp/b');
    const sending = sendWithPortside(uri, context, [uri, other]);
    (await questions.question('Send /tmp/photo.png and 1 more?')).answer('Send');
    await sending;
    assert.deepEqual(sent[0]?.options.files, [{ path: '/tmp/photo.png' }, { path: '/tmp/b' }]);
    const refused = sendWithPortside(uri, context, []);
    (await questions.question('Send /tmp/photo.png?')).dismiss();
    await assert.rejects(refused, Dismissed, 'any caller could pass a selection');
    await sendWithPortside(uri, context, undefined);
    assert.equal(sent.length, 2);
    assert.deepEqual(sent[1]?.options.files, [{ path: '/tmp/photo.png' }]);
    for (const wrong of [undefined, '/tmp/b', [7]])
      await assert.rejects(sendWithPortside('x', context, wrong), TypeError);
  });

  it('offer to start an endpoint if none is open', async () => {
    const started: string[] = [];
    commands.registerCommand('portside.connectTcp', () => void started.push('client'));
    endpoints.list(endpointSnapshot('e', 1, { state: 'closed' }));
    for (const answer of ['Connect to TCP Server…', undefined]) {
      const sending = sendFile(undefined, context);
      const question = await questions.question('No open endpoint to send files from.');
      if (answer === undefined) question.dismiss();
      else question.answer(answer);
      await assert.rejects(sending, Dismissed);
    }
    assert.deepEqual(started, ['client']);
  });

  it('propose the most recently used endpoint', async () => {
    const named = (id: string): EndpointSnapshot =>
      endpointSnapshot(id, 1, { config: { kind: 'tcp-server', address: ':0', name: id } });
    endpoints.list(named('a'), named('b'), named('c'));
    const labels = async (answer: string) => {
      const sending = sendWithPortside(uri, context, undefined);
      const question = await questions.question('Which endpoint?');
      question.answer(answer);
      (await questions.question('send files? You’ll be asked only once')).dismiss();
      await assert.rejects(sending, Dismissed);
      return (question.items as QuickPickItem[]).map(({ label }) => label).join();
    };
    assert.equal(await labels('a'), 'c,b,a');
    assert.equal(await labels('b'), 'a,c,b');
    assert.equal(await labels('b'), 'b,a,c');
  });

  it('choose how files are sent to a peer from now on', async () => {
    const choosing = chooseSendMode('e', context);
    (await questions.question('How should mine send files?')).answer('Raw bytes, keep the connection open');
    await choosing;
    assert.equal(workbenchState.said.shown.at(-1), 'Files will be sent as: raw, keep the connection open');
    await byHand();
    assert.deepEqual([sent[0]?.options.mode, sent[0]?.options.endAfter], ['raw', false]);
  });
});
