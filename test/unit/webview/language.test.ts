import '../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { dateText, dateTimeText, numberText, setLanguage, tenthsText } from '../../../webview/language.ts';
import { olderEntries } from '../../../webview/panel/missingEntries.ts';
import { formatTimeSince } from '../../../webview/transcript/timeSince.ts';
import { root } from '../../support/paths.ts';
import { textOf } from '../../support/templates.ts';

describe('the numbers and dates of a page', () => {
  const noon = +new Date(2026, 10, 30, 12, 34, 56);

  afterEach(() => setLanguage('en', undefined));

  it('are formatted in English by default', () => {
    assert.deepEqual([numberText(12_345), tenthsText(1.25), tenthsText(2)], ['12,345', '1.3', '2']);
    assert.equal(dateText(noon), '11/30/2026');
    assert.match(dateTimeText(noon), /^11\/30\/2026, 12:34:56\sPM$/);
  });

  it('are formatted in the document’s language, whatever the process uses', () => {
    for (const [language, count, tenths, date] of [
      ['de', '12.345', '1,3', '30.11.2026'],
      ['pt-br', '12.345', '1,3', '30/11/2026'],
    ] as const) {
      setLanguage(language, undefined);
      assert.deepEqual([numberText(12_345), tenthsText(1.25), dateText(noon)], [count, tenths, date], language);
    }
    setLanguage('qps-ploc', undefined);
    setLanguage('de', undefined);
    assert.match(textOf(olderEntries(2000)), /^2\.000 older/);
    assert.equal(formatTimeSince(1250), '+1,3 s');
  });

  it('are formatted nowhere else, where the browser’s language would be used', () => {
    const others = globSync(`${root}/webview/**/*.ts`)
      .filter(file => /\.toLocale(Date|Time)?String\(|Intl\.(Number|DateTime)Format/.test(readFileSync(file, 'utf8')))
      .map(file => relative(join(root, 'webview'), file));
    assert.deepEqual(others, ['language.ts']);
  });
});
