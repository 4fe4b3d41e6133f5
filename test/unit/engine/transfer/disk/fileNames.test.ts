import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FileNames, namesLike, namesOf } from '../../../../../src/engine/transfer/disk/fileNames.ts';
import { anyText } from '../../../../support/anyText.ts';

const first = (names: FileNames, count = 3) => Array.from({ length: count }, (_, attempt) => names(attempt, 'bin'));
const about = { peer: '10.0.0.1:5', timeMs: 0 };

describe('the candidate names of a received file', () => {
  it('are the sent name, then numbered from 2 before the extension', () => {
    assert.deepEqual(first(namesLike('a.txt')), ['a.txt', 'a (2).txt', 'a (3).txt']);
    assert.deepEqual(first(namesLike('none'), 2), ['none', 'none (2)']);
  });

  it('keep both parts of a compressed archive’s extension', () => {
    assert.equal(namesLike('a.b.tar.gz')(1, ''), 'a.b (2).tar.gz');
    assert.equal(namesLike('A.TAR.XZ')(1, ''), 'A (2).TAR.XZ');
    assert.equal(namesLike('tar.gz')(1, ''), 'tar (2).gz');
  });

  it('stay in their folder, whatever was sent', () => {
    assert.equal(namesLike('../../etc/passwd')(1, ''), 'passwd (2)');
  });

  it('count with the pattern’s own number', () => {
    assert.deepEqual(first(namesOf('out{n}.{ext}', about)), ['out0.bin', 'out1.bin', 'out2.bin']);
  });

  it('are numbered as usual if the pattern has no number', () => {
    assert.deepEqual(first(namesOf('{peer}.{ext}', about), 2), ['10.0.0.1-5.bin', '10.0.0.1-5 (2).bin']);
  });

  it('are rejected at once if the pattern is invalid', () => {
    for (const pattern of ['', '{m}', 'a/b', '{']) assert.throws(() => namesOf(pattern, about), /name|placeholder/i);
  });

  it('are all different, whatever was sent', () => {
    fc.assert(
      fc.property(anyText(300), name => {
        assert.equal(new Set(first(namesLike(name), 20)).size, 20);
      }),
    );
  });
});
