import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joined, numeral, phrase, verbatim } from '../../../../src/core/phrase.ts';
import { shownLanguage, shownNumber, translated, translatedSentence } from '../../../../src/host/shown/translated.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { root } from '../../../support/paths.ts';

describe('a phrase in VS Code', () => {
  freshVscode();
  const { state } = workbenchState;

  it('is in the user’s language, with all its nested phrases', () => {
    state.bundle = { '{0} in {1}': 'in {1}: {0}', 'no {0}': 'kein {0}' };
    const reason = phrase('{0} in {1}', phrase('no {0}', 'port'), 7);
    assert.equal(translated(reason), 'in 7: kein port');
    assert.equal(translated(joined([reason, verbatim('no {0}')], '; ')), 'in 7: kein port; no {0}');
  });

  it('is English without a translation', () => {
    assert.equal(translated(phrase('no {0}', 'port')), 'no port');
  });

  it('formats numbers for the language of the sentence, not of the process', () => {
    const rows = phrase('{0} rows', numeral(65_536));
    assert.deepEqual([translated(rows), shownNumber(65_536)], ['65,536 rows', '65,536']);
    state.language = 'de';
    assert.deepEqual([translated(rows), shownNumber(65_536), shownLanguage()], ['65,536 rows', '65,536', 'en']);
    state.bundle = { '{0} rows': '{0} Zeilen' };
    assert.deepEqual([translatedSentence(rows), shownNumber(1.5), shownLanguage()], ['65.536 Zeilen', '1,5', 'de']);
  });

  it('formats its numbers nowhere else', () => {
    const found = globSync('src/{core,host}/**/*.ts', { cwd: root }).flatMap(file => {
      const source = readFileSync(join(root, file), 'utf8');
      // `l10n.t` as a value doesn't pass the language to core.
      return [...source.matchAll(/\.toLocaleString\(.*|.*\bl10n\.t\b(?!\().*/g)].map(([text]) => `${file}: ${text}`);
    });
    assert.deepEqual(
      found.filter(line => !/ (?:\*|\/\*\*|\/\/) /.test(line)),
      [`${join('src/core/phrase.ts')}: .toLocaleString(language);`],
    );
  });
});
