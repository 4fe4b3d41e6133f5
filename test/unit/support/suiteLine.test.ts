import assert from 'node:assert/strict';
import { markedLine, suiteLine } from '../../support/suiteLine.ts';

describe('a line of a suite in the extension host', () => {
  it('is distinguished from VS Code’s log, and returned without VS Code’s prefix', () => {
    assert.equal(suiteLine(markedLine('  ✔ passes\n  and more')), '  ✔ passes\n  and more');
    assert.equal(suiteLine(`[Extension Host] ${markedLine('')}`), '');
    assert.equal(suiteLine('Error: Cannot find module'), undefined);
  });
});
