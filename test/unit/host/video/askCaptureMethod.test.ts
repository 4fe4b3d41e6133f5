import assert from 'node:assert/strict';
import { type QuickPickItem, QuickPickItemKind } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { askCaptureMethod } from '../../../../src/host/video/askCaptureMethod.ts';
import type { CaptureMethod } from '../../../../src/host/video/captureMethods.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('the question of how to capture a camera', () => {
  freshVscode();
  const panel: CaptureMethod = {
    id: 'webview',
    label: 'Panel',
    detail: 'By its page.',
    machine: 'user',
    problem: 'No.',
  };
  const browser: CaptureMethod = { id: 'systemBrowser', label: 'Browser', detail: 'By a page.', machine: 'user' };

  async function ask(answer: string, current?: CaptureMethod) {
    const asked = askCaptureMethod([panel, browser], current, 'camera');
    const question = await questions.question('How should the camera be captured?', 'list');
    const items = question.items as QuickPickItem[];
    question.answer(answer);
    return { asked, items };
  }

  it('lists every method, why one can’t be used, and which was tried last', async () => {
    const { asked, items } = await ask('Browser', browser);
    assert.deepEqual(
      items.map(({ label, detail, description }) => [label, detail, description]),
      [
        ['Panel', 'No.', undefined],
        ['Browser', 'By a page.', 'last tried'],
        ['None', undefined, undefined],
        ['Test pattern', undefined, undefined],
      ],
    );
    assert.equal(items[2]?.kind, QuickPickItemKind.Separator);
    assert.equal(await asked, 'systemBrowser');
  });

  it('explains why an unavailable method is not used', async () =>
    assert.rejects((await ask('Panel')).asked, Error('No.')));

  it('offers the test pattern if there is no camera', async () =>
    assert.equal(await (await ask('Test pattern')).asked, 'test-pattern'));

  it('can be dismissed', async () => {
    const asked = askCaptureMethod([browser], undefined, 'screen');
    (await questions.question('How should the screen be captured?', 'list')).dismiss();
    await assert.rejects(asked, Dismissed);
  });
});
