import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { pathWord, shellCommands } from '../../../../src/core/connection/shellWords.ts';

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

describe('a path in a command line', () => {
  it('is unquoted if no shell could misread it', () => {
    for (const path of ['/tmp/a.sock', 'run/a_1-b', '/a@b:c+d%e']) assert.equal(pathWord(path), path);
  });

  it('is quoted otherwise', () => {
    assert.equal(pathWord('/tmp/my socket'), "'/tmp/my socket'");
    assert.equal(pathWord('/tmp/$(id)`id`;id'), "'/tmp/$(id)`id`;id'");
    assert.equal(pathWord("/tmp/it's"), "'/tmp/it'\\''s'");
    assert.equal(pathWord('~/a'), "'~/a'");
  });

  it('is never an option', () => {
    assert.equal(pathWord('-e/bin/sh'), './-e/bin/sh');
    assert.equal(pathWord('-e x'), "'./-e x'");
  });

  it('is rejected if a terminal might interpret it', () => {
    for (const path of ['', '/tmp/a\nid\n', '/tmp/\x1b[201~', '/tmp/\x9b', '/tmp/\0'])
      assert.equal(pathWord(path), undefined);
  });

  it('is read as a single word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), path => {
        const word = pathWord(path);
        fc.pre(word !== undefined);
        assert.deepEqual(shellCommands(`nc -U ${word}`), [['nc', '-U', path.startsWith('-') ? `./${path}` : path]]);
      }),
    );
  });

  (process.platform === 'win32' ? it.skip : it)('is a single word for a shell', () => {
    const path = '/tmp/a $(echo b) `echo c` ; echo d | cat > e & "f" \'g\' \\h !i *j ?k [l] {m,n} ~o #p';
    assert.equal(execFileSync('/bin/sh', ['-c', `printf %s ${pathWord(path)}`], { encoding: 'utf8' }), path);
  });
});
