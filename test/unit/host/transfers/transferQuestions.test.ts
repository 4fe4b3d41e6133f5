import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import { TransferQuestions } from '../../../../src/host/transfers/transferQuestions.ts';
import { FakeTransfers } from '../../../support/fakeTransfers.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('a transfer’s question', () => {
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

  describe('for consent to a stranger’s file', () => {
    it('names the peer, the file and its size, and whether others may follow', () => {
      const { size, ...endless } = consent('c');
      assert.equal(size, 100);
      fake.report(consent('a'), consent('b', { mode: 'framed' }), endless);
      assert.deepEqual(texts(), [
        '192.0.2.7:5000 wants to send “a” (100 B).',
        '192.0.2.7:5000 wants to send “b” (100 B). Accept this file and any others for as long as it is connected?',
        '192.0.2.7:5000 wants to send “c”.',
      ]);
    });

    it('contains no links from the stranger’s text', () => {
      fake.report(consent('a', { name: '[Accept](command:quit)' }));
      assert.deepEqual(texts(), ['192.0.2.7:5000 wants to send “[Accept] (command:quit)” (100 B).']);
    });

    it('is answered for the transfer it was asked for', async () => {
      fake.report(consent('a'), consent('b'));
      await answer('Accept');
      await answer('Decline');
      assert.deepEqual(fake.calls, [
        ['answerTransfer', 'a', { accept: true, to: 'consent' }],
        ['answerTransfer', 'b', { accept: false, to: 'consent' }],
      ]);
    });

    it('is asked for three files at once, and for the next when one is answered', async () => {
      fake.report(...['a', 'b', 'c', 'd'].map(id => consent(id)));
      assert.equal(texts().length, 3);
      await answer('Accept');
      fake.report(incoming('a'));
      assert.deepEqual(
        texts().map(text => text.match(/“(.)”/)?.[1]),
        ['b', 'c', 'd'],
      );
    });

    it('is asked once: neither again after it was ignored, nor replaced by another', async () => {
      fake.report(...['a', 'b', 'c', 'd'].map(id => consent(id)));
      questions.open[0]?.dismiss();
      await settled();
      fake.report(consent('a'));
      assert.equal(texts().length, 2);
      assert.deepEqual(fake.calls, []);
    });

    it('is asked again for a transfer that reuses an old one’s name', () => {
      fake.report(consent('a'));
      fake.report(incoming('a', { state: 'failed' }));
      questions.reset();
      fake.report(consent('a'));
      assert.equal(texts().length, 1);
    });

    it('reports an answer that is too late', async () => {
      fake.engine.answerTransfer = () => Promise.reject(new Error('it has gone'));
      fake.report(consent('a'));
      await answer('Accept');
      assert.deepEqual(texts(), ['it has gone']);
    });
  });

  describe('for a directory', () => {
    const question = 'Where should received files go?';
    const set = () => workspace.getConfiguration('portside.files').get('directory');

    it('is asked once for all that wait, and remembered', async () => {
      fake.report(directory('a'), directory('b'));
      fake.report(directory('c'));
      assert.deepEqual(texts(), [question]);
      await answer('Portside’s Own Folder');
      assert.equal(set(), '/storage/received');
      assert.deepEqual(fake.calls, [], 'the engine answers them according to the setting');
    });

    it('offers the folder below the workspace', async () => {
      workbenchState.state.folders = ['/projects'];
      fake.report(directory('a'));
      await answer('in the Workspace');
      assert.equal(set(), 'received');
    });

    it('is asked again after it was ignored only when the next file arrives', async () => {
      fake.report(directory('a'), directory('b'));
      questions.open[0]?.dismiss();
      await settled();
      fake.report(directory('a'), directory('b'));
      assert.deepEqual(texts(), []);
      fake.report(directory('c'));
      assert.deepEqual(texts(), [question]);
    });

    it('changes nothing when the dialog is dismissed, silently', async () => {
      fake.report(directory('a'));
      await answer('Choose Folder…');
      questions.open[0]?.dismiss();
      await settled();
      assert.deepEqual(texts(), []);
      assert.equal(set(), '');
    });
  });

  it('is asked for those that waited before it was watched, and not after the window', () => {
    asking.dispose();
    fake.report(consent('a'));
    assert.deepEqual(texts(), []);
    asking = new TransferQuestions(fake.transfers);
    assert.equal(texts().length, 1);
  });
});
