import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shellCommands } from '../../../../src/core/connection/shellWords.ts';

describe('shellCommands', () => {
  const cut: [string, string[][]][] = [
    ['', []],
    [' nc  -l\t9000 ', [['nc', '-l', '9000']]],
    ['a|b;c&&d||e&\nf', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
    [`'a b' "c d"e f\\ g ''`, [['a b', 'c de', 'f g', '']]],
    [`"a\\"b\\\\c\\d" 'e\\f'`, [['a"b\\c\\d', 'e\\f']]],
    ['"|;&" \'|\' \\|', [['|;&', '|', '|']]],
    ['a > out 2>&1 b <in', [['a', 'b']]],
    ['a 9000>out', [['a', '9000']]],
    ['a # b c\nd e#f', [['a'], ['d', 'e#f']]],
    ['nc \\\n  host\\\r\n 9000', [['nc', 'host', '9000']]],
    ['"not closed ', [['not closed ']]],
    ["'not closed", [['not closed']]],
    ['a\\', [['a\\']]],
  ];
  for (const [line, commands] of cut) {
    it(`splits ${JSON.stringify(line)}`, () => assert.deepEqual(shellCommands(line), commands));
  }

  it('keeps quoted text verbatim', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(!/['\n]/.test(text));
        assert.deepEqual(shellCommands(`a '${text}'`), [['a', text]]);
      }),
    );
  });
});
