import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as notices from '../../../../src/host/shown/notices.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { progressNotices } from '../../../support/fakeVscode/progress.ts';
import { type Question, questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { assertPlain, hasIcon, hasLink, hostileNames } from '../../../support/hostileNames.ts';
import { root } from '../../../support/paths.ts';
import { undoOffers } from '../../../support/undoOffer.ts';

describe('an external name in a notification', () => {
  freshVscode();

  const onlyQuestion = (): Question => questions.open[0] ?? assert.fail('nothing is shown');
  const notice = async (shown: Thenable<unknown>): Promise<string> => {
    const { text, dismiss } = onlyQuestion();
    dismiss();
    await shown;
    assert.ok(!hasLink(text), text);
    return text;
  };

  const modal = async (ask: typeof notices.confirmed, name: string): Promise<string> => {
    const answer = ask(name, 'Remove', name, name);
    const { text, dismiss } = onlyQuestion();
    dismiss();
    assert.equal(await answer, false);
    const [question = '', ...details] = text.split('\n');
    assert.deepEqual(details, [question, question]);
    return question;
  };

  /** Shows a name with each function, and returns the text. A function without an entry doesn't compile. */
  const shown: Record<Exclude<keyof typeof notices, 'hideNotices'>, (name: string) => Promise<string>> = {
    informationNotice: name => notice(notices.informationNotice(name, 'Show')),
    warningNotice: name => notice(notices.warningNotice(name)),
    errorNotice: name => notice(notices.errorNotice(name, 'Show')),
    confirmed: name => modal(notices.confirmed, name),
    confirmedRoutine: name => modal(notices.confirmedRoutine, name),
    statusMessage: async name => {
      notices.statusMessage(name);
      const text = workbenchState.said.shown.at(-1) ?? assert.fail();
      assert.ok(!hasIcon(text), text);
      return text;
    },
    statusOffer: async name => {
      const offer = notices.statusOffer(name, {
        id: 'portside.undo',
        icon: 'discard',
        button: 'Undo',
        command: 'undo',
      });
      const [shown] = undoOffers();
      offer.dispose();
      assert.deepEqual(undoOffers(), []);
      const text = shown?.text ?? assert.fail();
      assert.ok(!hasIcon(text), text);
      return text;
    },
    progressNotice: async name => {
      const [title, message] = await notices.progressNotice(name, async report => {
        report({ message: name, increment: 10 });
        const [open] = progressNotices.open;
        assert.equal(open?.percent, 10);
        return [open.title, open.message] as const;
      });
      assert.equal(title, message);
      assert.ok(!hasLink(`${title}: ${message}`), title);
      return title;
    },
  };

  for (const [name, show] of Object.entries(shown))
    it(`is plain text: ${name}`, async () => {
      for (const hostile of hostileNames) assertPlain(await show(hostile));
      assert.match(await show('Removed “mine” (1).'), /Removed “mine” \(1\)\./);
    });

  for (const show of [notices.informationNotice, notices.warningNotice, notices.errorNotice])
    it(`doesn’t affect the buttons: ${show.name}`, async () => {
      const pressed = show('Removed “[Undo it](command:quit)”.', 'Undo', 'Show');
      const question = await questions.question('Removed “[Undo it] (command:quit)”.', 'notification');
      assert.deepEqual(question.items, ['Undo', 'Show']);
      question.answer('Show');
      assert.equal(await pressed, 'Show');
    });

  it('is asked about in a dialog, and confirmed only with its button', async () => {
    const answer = notices.confirmed('Remove?', 'Remove', 'It can’t be undone.');
    (await questions.question('Remove?\nIt can’t be undone.')).answer('Remove');
    assert.equal(await answer, true);
  });
});

describe('the source code', () => {
  const files = globSync('src/**/*.ts', { cwd: root })
    .map(file => file.replaceAll('\\', '/'))
    .sort();
  const source = (file: string) =>
    readFileSync(join(root, file), 'utf8')
      .replaceAll(/\/\*[\s\S]*?\*\/|\/\/ .*/g, '')
      .replaceAll(/import [^;]*;/g, '');

  /** Members of `window` and the API that show our text as more than plain text, with the only files that may use them. */
  const allowed: Record<string, readonly string[]> = {
    showInformationMessage: ['src/host/shown/notices.ts'],
    showWarningMessage: ['src/host/shown/notices.ts'],
    showOpenDialog: ['src/host/shown/dialogs.ts'],
    showSaveDialog: ['src/host/shown/dialogs.ts'],
    showErrorMessage: ['src/host/shown/notices.ts'],
    setStatusBarMessage: ['src/host/shown/notices.ts'],
    withProgress: ['src/host/shown/notices.ts'],
    withScmProgress: [],
    showQuickPick: [],
    showInputBox: [],
    showWorkspaceFolderPick: [],
    createQuickPick: ['src/host/messages/messagePicker.ts', 'src/host/shown/questions.ts'],
    createInputBox: ['src/host/shown/questions.ts'],
    // The second shows a number of endpoints and a rate, and no external text.
    createStatusBarItem: ['src/host/shown/notices.ts', 'src/host/tree/statusBar.ts'],
    createTreeView: ['src/host/tree/connectionsView.ts'],
    registerTreeDataProvider: [],
    createWebviewPanel: ['src/host/panel/panel.ts', 'src/host/video/videoTab.ts'],
    registerFileDecorationProvider: [],
    createTextEditorDecorationType: [],
    createDiagnosticCollection: [],
    MarkdownString: ['src/host/shown/shownText.ts'],
  };

  for (const [name, only] of Object.entries(allowed))
    it(`uses ${name} ${only.length === 0 ? 'nowhere' : `only in ${only.join(' and ')}`}`, () => {
      const used = name === 'MarkdownString' ? /new MarkdownString\b/ : new RegExp(`\\.${name}\\b`);
      assert.deepEqual(
        files.filter(file => used.test(source(file))),
        only,
      );
    });

  it('takes nothing from `window` under another name', () => {
    const hides = /\bwindow\b(?!\s*\.\s*\w+|:|\?)(?=\s*[;,)[\]])|=\s*window\s*;/;
    assert.ok(hides.test('const { showErrorMessage } = window;') && hides.test("window['showErrorMessage']('')"));
    const using = files.filter(file => /\bwindow\b[^;]*from 'vscode'/.test(readFileSync(join(root, file), 'utf8')));
    assert.ok(using.length > 10);
    assert.deepEqual(
      using.filter(file => hides.test(source(file).replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''"))),
      [],
    );
  });

  it('gives webview panels a plain title', () => {
    const titles = files.flatMap(file => source(file).match(/createWebviewPanel\([^;]*|\.title = [^;]*/g) ?? []);
    assert.ok(titles.length >= 4);
    assert.deepEqual(
      titles.filter(title => !title.includes('plainText(')),
      [],
    );
  });
});
