import assert from 'node:assert/strict';
import { placeholders } from '../../support/l10nStrings.ts';
import { problemsOf, translations } from '../../support/translations.ts';

describe('the German translation', () => {
  it('has exactly the strings of the source, with the same placeholders', async function () {
    this.timeout(60_000);
    const all = await translations();
    // One string of each kind: an empty collection would be complete, too.
    const { english = {} } = all[0] ?? {};
    for (const known of [
      'Loading…',
      'Cannot listen on {0}: {1}',
      '"{0}" at character {1} is not a hex byte',
      'TLS isn’t supported yet',
      'must be "none", "echo" or a list of rules',
    ]) {
      assert.ok(known in english, `${known} was not collected`);
    }
    assert.deepEqual(all.flatMap(problemsOf), [], 'npm run l10n lists what to translate');
  });

  it('has no exclamation marks and no colloquial words', async function () {
    this.timeout(60_000);
    const all = (await translations()).flatMap(({ german }) => Object.values(german));
    assert.deepEqual(
      all.filter(text => /!|\b(?:niemand|jemand|bitte|kriegen|klappt)/i.test(text)),
      [],
      'CONTRIBUTING has the words',
    );
  });

  it('has a sentence for each problem', () => {
    const problems = problemsOf({
      file: 'de.json',
      english: { a: 'a', b: '{0} of {1}', c: '{0}', d: 'd' },
      german: { b: '{1} von {0}', c: '{1}', d: '[en] d', e: 'e' },
    });
    assert.deepEqual(problems, [
      'de.json lacks "a"',
      'de.json has "e", which is unused',
      'de.json doesn’t translate "d" yet',
      'de.json has other placeholders for "c"',
    ]);
  });

  it('distinguishes placeholders from other braces', () =>
    assert.deepEqual(placeholders('{1} {0}: {{$now}} {"text": …}'), ['{0}', '{1}']));
});
