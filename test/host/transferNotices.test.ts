/** What a person is asked and told about files, in the window's own terms. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actOnTransfer } from '../../src/host/transfers/actOnTransfer.ts';
import { TransferEndings } from '../../src/host/transfers/transferEndings.ts';
import { TransferProgress } from '../../src/host/transfers/transferProgress.ts';
import { TransferQuestions } from '../../src/host/transfers/transferQuestions.ts';
import { transferSnapshot } from '../support/transferSnapshots.ts';
import { FakeTransfers, FakeWindow } from './fakeTransfers.ts';

describe('notifications of transfers', () => {
  let fake: FakeTransfers;
  let screen: FakeWindow;
  let watching: vscode.Disposable | undefined;

  beforeEach(() => {
    fake = new FakeTransfers();
    screen = new FakeWindow();
  });
  afterEach(() => {
    watching?.dispose();
    screen.restore();
  });

  const incoming = (id: string, more: Parameters<typeof transferSnapshot>[0] = {}) =>
    transferSnapshot({ id, direction: 'in', peer: { id: 'p1', address: '192.0.2.7:5000' }, ...more });

  it('ask whether a stranger’s file is to be received, naming peer, file and size', async () => {
    screen.replace('showInformationMessage', () => 'Accept');
    watching = new TransferQuestions(fake.transfers);
    fake.tell(incoming('t1', { state: 'asking', asks: 'consent' }));
    assert.deepEqual(await fake.called('answerTransfer'), ['t1', { accept: true, to: 'consent' }]);
    assert.deepEqual(screen.shown, ['192.0.2.7:5000 wants to send “photo.png” (100 B).']);
  });

  it('say of a framed file that others may follow', async () => {
    screen.replace('showInformationMessage', () => undefined);
    watching = new TransferQuestions(fake.transfers);
    fake.tell(incoming('t1', { mode: 'framed', state: 'asking', asks: 'consent' }));
    assert.deepEqual(screen.shown, [
      '192.0.2.7:5000 wants to send “photo.png” (100 B). Accept what it sends while it is connected?',
    ]);
  });

  it('make no links of what a stranger wrote', async () => {
    screen.replace('showInformationMessage', () => undefined);
    watching = new TransferQuestions(fake.transfers);
    const name = '[Accept](command:workbench.action.quit)';
    fake.tell(incoming('t1', { name, state: 'asking', asks: 'consent' }));
    assert.deepEqual(screen.shown, [`192.0.2.7:5000 wants to send “${name.replace('](', '] (')}” (100 B).`]);
  });

  it('decline what is declined', async () => {
    screen.replace('showInformationMessage', () => 'Decline');
    watching = new TransferQuestions(fake.transfers);
    fake.tell(incoming('t1', { state: 'asking', asks: 'consent' }));
    assert.deepEqual(await fake.called('answerTransfer'), ['t1', { accept: false, to: 'consent' }]);
  });

  it('ask three questions at once, and the next when one is answered', async () => {
    const answers: ((answer: string) => void)[] = [];
    screen.replace('showInformationMessage', () => new Promise<string>(resolve => void answers.push(resolve)));
    watching = new TransferQuestions(fake.transfers);
    const asking = ['a', 'b', 'c', 'd'].map(id => incoming(id, { name: id, state: 'asking', asks: 'consent' }));
    fake.tell(...asking);
    assert.equal(screen.shown.length, 3);
    answers[0]?.('Accept');
    await fake.called('answerTransfer');
    fake.tell(incoming('a', { name: 'a' }));
    await screen.sees(/“d”/);
  });

  it('ask once where files go, for all that wait, and remember it', async () => {
    const settings = () => vscode.workspace.getConfiguration('portside.files').inspect('directory')?.workspaceValue;
    const remembered = new Promise(resolve => {
      watching = vscode.workspace.onDidChangeConfiguration(resolve);
    });
    screen.replace('showInformationMessage', (_, choices) => choices[0]);
    const questions = new TransferQuestions(fake.transfers);
    const waiting = { state: 'asking', asks: 'directory' } as const;
    fake.tell(incoming('a', waiting), incoming('b', waiting));
    try {
      await remembered;
      assert.deepEqual(screen.shown, ['Where should received files go?']);
      assert.equal(settings(), 'received');
      assert.deepEqual(fake.calls, [], 'the engine answers them by the setting');
    } finally {
      questions.dispose();
      const target = vscode.ConfigurationTarget.Workspace;
      await vscode.workspace.getConfiguration('portside.files').update('directory', undefined, target);
    }
  });

  it('are of the transfer that took the place of one that is tried again', async () => {
    fake.tell(transferSnapshot({ id: 'a', state: 'failed', canRetry: true }));
    const removed: string[] = [];
    watching = fake.transfers.onDidRemove(id => removed.push(id));
    await fake.transfers.retry('a');
    assert.deepEqual(removed, ['a']);
    assert.deepEqual(
      fake.transfers.known.map(({ id }) => id),
      ['a again'],
    );
  });

  it('show progress while the panel is out of sight, one each, and one for all beyond three', async () => {
    const open = screen.watchProgress();
    watching = new TransferProgress(fake.transfers, fake.panels, 0);
    fake.tell(...['a', 'b', 'c', 'd', 'e'].map(id => transferSnapshot({ id, name: id })));
    await screen.sees(/More files/);
    const titles = ['a', 'b', 'c'].map(name => `Sending “${name}” to 127.0.0.1:5000`);
    assert.deepEqual([...open], [...titles, 'More files are on their way']);
    fake.tell(transferSnapshot({ id: 'a', name: 'a', state: 'done', endedMs: Date.now() }));
    await screen.sees(/end of Sending “a”/);
    fake.show(true);
    await screen.sees(/end of More/);
    await screen.sees(/end of Sending “c”/);
    assert.equal(open.size, 0);
  });

  it('are at once what the engine says of one that is paused, with its figures', async () => {
    screen.watchProgress();
    watching = new TransferProgress(fake.transfers, fake.panels, 0);
    fake.tell(transferSnapshot({ id: 'a', name: 'a' }));
    await screen.sees(/^10 B of 100 B, 5 B\/s$/);
    const { transfers } = fake;
    await actOnTransfer(transfers, 'pause', transfers.find('a'));
    const { state, bytes } = transfers.find('a');
    assert.deepEqual([state, bytes], ['paused', 40]);
    assert.equal(screen.shown.at(-1), '40 B of 100 B, paused');
  });

  it('tell what was received and what failed, together where it comes together', async () => {
    screen.replace('showInformationMessage', () => undefined);
    screen.replace('showErrorMessage', () => undefined);
    watching = new TransferEndings(fake.transfers, fake.panels, [], 0);
    const ended = { state: 'done', endedMs: Date.now() + 1000, bytes: 100, path: '/tmp/photo.png' } as const;
    const failure = { code: 'ENOSPC', params: { operation: 'write', address: '/tmp/photo.png' } };
    fake.tell(incoming('a', ended), transferSnapshot({ id: 'sent', ...ended }));
    fake.tell(incoming('b', { ...ended, state: 'failed', failure }));
    await screen.sees(/Received/);
    await screen.sees(/disk/);
    const told = [
      'Received “photo.png” (100 B) from 192.0.2.7:5000.',
      '“photo.png” was not received. Cannot write /tmp/photo.png: the disk is full',
    ];
    assert.deepEqual(new Set(screen.shown), new Set(told));
    fake.tell(incoming('a', ended), incoming('c', ended), incoming('d', ended));
    await screen.sees(/Received 2 files, the first of them “photo.png”/);
    assert.equal(screen.shown.length, 3, 'what was told is not told again');
  });

  it('leave out what ended in an earlier window, and what the panel shows', async () => {
    screen.replace('showInformationMessage', () => undefined);
    watching = new TransferEndings(fake.transfers, fake.panels, [], 0);
    const later = { state: 'done', endedMs: Date.now() + 1000, bytes: 100 } as const;
    fake.tell(incoming('old', { ...later, name: 'old', endedMs: 1 }));
    fake.visible = true;
    fake.tell(incoming('seen', { ...later, name: 'seen' }));
    fake.visible = false;
    fake.tell(incoming('new', { ...later, name: 'new' }));
    await screen.sees(/new/);
    assert.deepEqual(screen.shown, ['Received “new” (100 B) from 192.0.2.7:5000.']);
  });
});
