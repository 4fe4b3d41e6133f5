import assert from 'node:assert/strict';
import { PageOpenings } from '../../../../src/client/page/pageOpenings.ts';

describe('what a page makes VS Code open', () => {
  let nowMs: number;
  let page: PageOpenings;
  const tooMany = { name: 'RangeError', message: 'the page opens more than anybody can look at' };
  const openings: [string, unknown[]][] = [
    ['compare', [1]],
    ['openVideo', ['v1']],
    ['run', ['editAsJson']],
    ['run', ['showReceivedFiles']],
    ['run', ['showHolder']],
    ['actOnTransfer', ['open', 't1']],
    ['actOnTransfer', ['reveal', 't1']],
  ];

  beforeEach(() => {
    nowMs = 0;
    page = new PageOpenings(() => nowMs);
  });

  it('is ten things in ten seconds, whatever they are', () => {
    for (let at = 0; at < 10; at++) page.check(...(openings[at % openings.length] ?? assert.fail()));
    for (const opening of openings) assert.throws(() => page.check(...opening), tooMany);
    nowMs = 9999;
    assert.throws(() => page.check('compare', [1]), tooMany);
    nowMs = 10_000;
    page.check('compare', [1]);
  });

  it('isn’t limited for calls that open nothing', () => {
    for (let at = 0; at < 100; at++) {
      page.check('run', ['stop']);
      page.check('actOnTransfer', ['cancel', 't1']);
      page.check('rows', [1, 0, 1, 0]);
      page.check('copy', ['open']);
    }
    for (let at = 0; at < 10; at++) page.check('compare', [at]);
  });
});
