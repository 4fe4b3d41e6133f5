import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { TransferQuestions } from '../../../../src/host/transfers/transferQuestions.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('what transfers ask', () => {
  freshVscode();
  let fake: FakeTransfers;
  let asking: TransferQuestions;

  beforeEach(() => {
    fake = new FakeTransfers();
    asking = new TransferQuestions(fake.transfers);
  });
  afterEach(() => asking.dispose());

  const incoming = (id: string, more: Partial<TransferSnapshot> = {}) =>
    transferSnapshot({ id, name: id, direction: 'in', peer: { id: 'p1', address: '192.0.2.7:5000' }, ...more });
  const consent = (id: string, more: Partial<TransferSnapshot> = {}) =>
    incoming(id, { state: 'asking', asks: 'consent', ...more });
  const directory = (id: string) => incoming(id, { state: 'asking', asks: 'directory' });
  const texts = () => questions.open.map(({ text }) => text);
  const settled = () => new Promise(resolve => setImmediate(resolve));
  async function answer(label: string): Promise<void> {
    questions.open[0]?.answer(label);
    await settled();
  }

  describe('is consent to a stranger’s file, which', () => {
    it('names the peer, the file and its size, and whether others may follow', () => {
      const { size, ...endless } = consent('c');
      assert.equal(size, 100);
      fake.tell(consent('a'), consent('b', { mode: 'framed' }), endless);
      assert.deepEqual(texts(), [
        '192.0.2.7:5000 wants to send “a” (100 B).',
        '192.0.2.7:5000 wants to send “b” (100 B). Accept this file and any others for as long as it is connected?',
        '192.0.2.7:5000 wants to send “c”.',
      ]);
    });

    it('makes no links of what the stranger wrote', () => {
      fake.tell(consent('a', { name: '[Accept](command:quit)' }));
      assert.deepEqual(texts(), ['192.0.2.7:5000 wants to send “[Accept] (command:quit)” (100 B).']);
    });

    it('is given or refused for what was asked', async () => {
      fake.tell(consent('a'), consent('b'));
      await answer('Accept');
      await answer('Decline');
      assert.deepEqual(fake.calls, [
        ['answerTransfer', 'a', { accept: true, to: 'consent' }],
        ['answerTransfer', 'b', { accept: false, to: 'consent' }],
      ]);
    });

    it('is asked for three files at once, and for the next when one is answered', async () => {
      fake.tell(...['a', 'b', 'c', 'd'].map(id => consent(id)));
      assert.equal(texts().length, 3);
      await answer('Accept');
      fake.tell(incoming('a'));
      assert.deepEqual(
        texts().map(text => text.match(/“(.)”/)?.[1]),
        ['b', 'c', 'd'],
      );
    });

    it('is asked once: neither again when it was ignored, nor in its place by another', async () => {
      fake.tell(...['a', 'b', 'c', 'd'].map(id => consent(id)));
      questions.open[0]?.dismiss();
      await settled();
      fake.tell(consent('a'));
      assert.equal(texts().length, 2);
      assert.deepEqual(fake.calls, []);
    });

    it('is asked again of a transfer that took an old one’s name', () => {
      fake.tell(consent('a'));
      fake.tell(incoming('a', { state: 'failed' }));
      questions.reset();
      fake.tell(consent('a'));
      assert.equal(texts().length, 1);
    });

    it('says so when the answer comes too late', async () => {
      fake.engine.answerTransfer = () => Promise.reject(new Error('it has gone'));
      fake.tell(consent('a'));
      await answer('Accept');
      assert.deepEqual(texts(), ['it has gone']);
    });
  });

  describe('is a directory, which', () => {
    const question = 'Where should received files go?';
    const set = () => workspace.getConfiguration('portside.files').get('directory');

    it('is asked once for all that wait, and remembered', async () => {
      fake.tell(directory('a'), directory('b'));
      fake.tell(directory('c'));
      assert.deepEqual(texts(), [question]);
      await answer('Portside’s Own Folder');
      assert.equal(set(), '/storage/received');
      assert.deepEqual(fake.calls, [], 'the engine answers them by the setting');
    });

    it('is the folder below the workspace for who wants that', async () => {
      workbenchState.state.folders = ['/projects'];
      fake.tell(directory('a'));
      await answer('in the Workspace');
      assert.equal(set(), 'received');
    });

    it('is asked again, when it was ignored, only when the next file comes', async () => {
      fake.tell(directory('a'), directory('b'));
      questions.open[0]?.dismiss();
      await settled();
      fake.tell(directory('a'), directory('b'));
      assert.deepEqual(texts(), []);
      fake.tell(directory('c'));
      assert.deepEqual(texts(), [question]);
    });

    it('is not set when the dialog is dismissed, without a word', async () => {
      fake.tell(directory('a'));
      await answer('Choose Folder…');
      questions.open[0]?.dismiss();
      await settled();
      assert.deepEqual(texts(), []);
      assert.equal(set(), '');
    });
  });

  it('is asked of those that waited before anybody looked, and of none after the window', () => {
    asking.dispose();
    fake.tell(consent('a'));
    assert.deepEqual(texts(), []);
    asking = new TransferQuestions(fake.transfers);
    assert.equal(texts().length, 1);
  });
});
