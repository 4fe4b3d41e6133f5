import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import type { SendTarget } from '../../../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { MessageParts } from '../../../../src/host/messages/messageParts.ts';
import { composerCalls, composerState } from '../../../../src/host/panel/composerCalls.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('a composer’s calls', () => {
  freshVscode();
  const folder = temporaryFolder();

  const hello = { notation: 'text', text: 'hello' } as const;
  let sent: [string, SendTarget | undefined][];
  let failure: Error | undefined;
  let endpoints: FakeEndpoints;
  let messageParts: MessageParts;
  let calls: ReturnType<typeof composerCalls>;

  beforeEach(() => {
    sent = [];
    failure = undefined;
    const send = async (_id: string, data: Uint8Array, target?: SendTarget) => {
      if (failure) throw failure;
      sent.push([new TextDecoder().decode(data), target]);
    };
    const resend = async () => Promise.reject(new SocketError('NO_ENTRY'));
    endpoints = fakeEndpoints([endpointSnapshot('e', 1)], { send, resend, panelState: () => undefined });
    messageParts = new MessageParts(endpoints, Uri.file(folder.at('messages.json')), new UndoList(watchedLog().log));
    calls = composerCalls('e', messageParts);
  });
  afterEach(() => messageParts.dispose());

  const state = () => composerState('e', messageParts);

  it('send to the given recipient, or the default', async () => {
    await calls.send(hello, null);
    await calls.send(hello, 'all');
    await calls.send(hello, { peer: 'p1' });
    assert.deepEqual(
      sent.map(([, target]) => target),
      [undefined, 'all', { peer: 'p1' }],
    );
  });

  it('reject with sentences', async () => {
    failure = new SocketError('NO_PEER', { kind: 'tcp-server' });
    await assert.rejects(calls.send(hello, null), { message: 'No client is connected, so nothing was sent.' });
    await assert.rejects(calls.resend(3), { message: 'This entry is no longer available.' });
    await assert.rejects(calls.sendSaved(1, null), { message: 'No message is saved for Alt+1 yet.' });
    await assert.rejects(calls.compare(1), { message: 'First select a row to compare with.' });
  });

  it('repeat until stopped, and the first failure ends that with its sentence', async () => {
    await calls.startRepeat(hello, null, { everyMs: 60_000 });
    await new Promise(setImmediate);
    assert.deepEqual(state().repeat, { everyMs: 60_000, running: true, done: 1 });
    await calls.stopRepeat();
    assert.equal(state().repeat?.running, false);
    failure = new SocketError('NO_PEER', { kind: 'tcp-server' });
    await calls.startRepeat(hello, null, { everyMs: 60_000 });
    await new Promise(setImmediate);
    assert.equal(state().repeat?.problem, 'No client is connected, so nothing was sent.');
    await assert.rejects(calls.startRepeat({ notation: 'hex', text: '0g' }, null, { everyMs: 1 }), RangeError);
  });

  it('count, and restart counting, which is reported to subscribers', async () => {
    let changes = 0;
    messageParts.onDidChange(() => changes++);
    await calls.send({ ...hello, text: '{{$counter}}' }, null);
    assert.equal(state().counter, 2);
    await calls.resetCounter();
    assert.equal(state().counter, 1);
    assert.equal(changes, 1);
  });

  it('can compare once a row is selected', async () => {
    assert.equal(state().canCompare, false);
    assert.ok(!('repeat' in state()));
    await calls.selectForCompare(3);
    assert.equal(state().canCompare, true);
  });

  it('return undefined if a question was dismissed', async () => {
    const saving = calls.saveMessage(hello);
    (await questions.question('Save Message')).dismiss();
    assert.equal(await saving, undefined);
    const choosing = calls.chooseMessage(null);
    (await questions.question('Saved Messages')).dismiss();
    assert.equal(await choosing, undefined);
  });

  it('send a saved message by its key', async () => {
    const saving = calls.saveMessage(hello);
    (await questions.question('Save Message')).answer('greeting');
    (await questions.question('Where should this message be available')).answer('For all endpoints');
    await saving;
    await calls.sendSaved(1, { peer: 'p1' });
    assert.deepEqual(sent, [['hello', { peer: 'p1' }]]);
  });
});
