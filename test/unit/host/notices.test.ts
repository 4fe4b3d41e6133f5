import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorNotice, informationNotice, noticeText, statusMessage, warningNotice } from '../../../src/host/notices.ts';
import { freshVscode } from '../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../support/fakeVscode/workbenchState.ts';
import { root } from '../../support/paths.ts';

describe('what names from outside can do to a notification', () => {
  freshVscode();

  // As VS Code looks for links: src/vs/base/common/linkedText.ts.
  const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

  it('is not to make links: a text stays as it is otherwise', () => {
    const bad = '“[[Accept](command:workbench.action.quit)](https://evil.example "x")”';
    assert.match(bad, link);
    assert.doesNotMatch(noticeText(bad), link);
    assert.equal(noticeText('photo (1) [final].png'), 'photo (1) [final].png');
  });

  for (const show of [informationNotice, warningNotice, errorNotice])
    it(`is not to make links, and its buttons are those that were given: ${show.name}`, async () => {
      const pressed = show('Removed “[Undo it](command:quit)”.', 'Undo', 'Show');
      const notice = await questions.question('Removed “[Undo it] (command:quit)”.', 'notification');
      assert.deepEqual(notice.items, ['Undo', 'Show']);
      notice.answer('Show');
      assert.equal(await pressed, 'Show');
    });

  it('is not to make icons in the status bar', async () => {
    statusMessage('Saved “$(trash)”.');
    await workbenchState.said.find(text => text === 'Saved “\\$(trash)”.', 'an icon as text');
  });

  it('is the same everywhere: only modal dialogs, which have no links, are shown by others', () => {
    const lines = globSync('src/**/*.ts', { cwd: root })
      .filter(file => !file.endsWith('notices.ts'))
      .flatMap(file => readFileSync(join(root, file), 'utf8').split('\n'));
    const others = lines.filter(line => /window\.(show\w+Message|setStatusBarMessage)\b/.test(line));
    const titles = lines.filter(line => line.includes('location: ProgressLocation.Notification'));
    assert.ok(others.length > 1 && titles.length > 1, 'found');
    assert.deepEqual(
      [
        others.filter(line => !line.includes('modal: true')),
        titles.filter(line => !line.includes('title: noticeText(title)')),
      ],
      [[], []],
    );
  });
});
