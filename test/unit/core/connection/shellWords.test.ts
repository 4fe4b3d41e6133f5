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
    it(`cuts ${JSON.stringify(line)}`, () => assert.deepEqual(shellCommands(line), commands));
  }

  it('takes what is quoted as it is', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(!/['\n]/.test(text));
        assert.deepEqual(shellCommands(`a '${text}'`), [['a', text]]);
      }),
    );
  });
});

describe('a path in a command line', () => {
  it('is written as it is if no shell could take it for anything else', () => {
    for (const path of ['/tmp/a.sock', 'run/a_1-b', '/a@b:c+d%e']) assert.equal(pathWord(path), path);
  });

  it('is quoted otherwise', () => {
    assert.equal(pathWord('/tmp/my socket'), "'/tmp/my socket'");
    assert.equal(pathWord('/tmp/$(id)`id`;id'), "'/tmp/$(id)`id`;id'");
    assert.equal(pathWord("/tmp/it's"), "'/tmp/it'\\''s'");
    assert.equal(pathWord('~/a'), "'~/a'");
  });

  it('is no option', () => {
    assert.equal(pathWord('-e/bin/sh'), './-e/bin/sh');
    assert.equal(pathWord('-e x'), "'./-e x'");
  });

  it('isn’t written if a terminal might obey it', () => {
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
