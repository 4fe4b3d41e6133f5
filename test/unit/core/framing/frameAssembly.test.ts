import assert from 'node:assert/strict';
import { FrameAssembly } from '../../../../src/core/framing/frameAssembly.ts';
import type { Frame } from '../../../../src/core/framing/framing.ts';
import { shown, utf8 } from './decodeCut.ts';

/** Frames delivered by an assembly with a limit of four bytes. */
function delivered(use: (assembly: FrameAssembly, frames: Frame[]) => void): string[] {
  const frames: Frame[] = [];
  use(new FrameAssembly(4), frames);
  return frames.map(shown);
}

describe('an assembled frame', () => {
  it('is its chunks joined, without the bytes dropped at its end', () => {
    const frames = delivered((assembly, list) => {
      assembly.append(utf8('ab'));
      assembly.append(utf8('c|'));
      assert.equal(assembly.length, 4);
      assembly.finish(list, 1);
      assert.equal(assembly.length, 0);
    });
    assert.deepEqual(frames, ['abc']);
  });

  it('may be empty', () => {
    assert.deepEqual(
      delivered((assembly, list) => assembly.finish(list)),
      [''],
    );
  });

  it('is whole at exactly the limit, whatever is dropped after it', () => {
    const frames = delivered((assembly, list) => {
      assembly.append(utf8('1234||'));
      assembly.finish(list, 2);
    });
    assert.deepEqual(frames, ['1234']);
  });

  it('is delivered in marked pieces of the limit if it is longer, and the next one is whole again', () => {
    const frames = delivered((assembly, list) => {
      assembly.append(utf8('123456789'));
      assembly.finish(list);
      assembly.append(utf8('ab'));
      assembly.finish(list);
    });
    assert.deepEqual(frames, ['tooLong 1234', 'tooLong 5678', 'tooLong 9', 'ab']);
  });

  it('delivers what exceeds the limit before it ends, and keeps a full piece that may be the last', () => {
    const frames = delivered((assembly, list) => {
      assembly.append(utf8('1234'));
      assembly.cutLong(list);
      assert.deepEqual(list, []);
      assembly.append(utf8('5678'));
      assembly.cutLong(list);
      assert.equal(assembly.length, 4);
      assembly.finish(list);
    });
    assert.deepEqual(frames, ['tooLong 1234', 'tooLong 5678']);
  });

  it('is one piece up to what is waiting when the limit is lowered, and then pieces of the new limit', () => {
    const limited = (first: string, limit: number, second: string) =>
      delivered((assembly, list) => {
        assembly.append(utf8(first));
        assembly.limitTo(limit);
        assembly.append(utf8(second));
        assembly.cutLong(list);
        assembly.finish(list);
        assembly.append(utf8('xyz'));
        assembly.finish(list);
      });
    const next = ['tooLong x', 'tooLong y', 'tooLong z'];
    assert.deepEqual(limited('1234', 1, '567'), ['tooLong 1234', 'tooLong 5', 'tooLong 6', 'tooLong 7', ...next]);
    assert.deepEqual(limited('1234', 1, ''), ['tooLong 123', 'tooLong 4', ...next]);
    assert.deepEqual(limited('12', 2, '3'), ['tooLong 12', 'tooLong 3', 'tooLong xy', 'tooLong z']);
    assert.deepEqual(limited('12', 3, ''), ['12', 'xyz']);
    assert.deepEqual(limited('', 1, '12'), ['tooLong 1', 'tooLong 2', ...next]);
  });

  it('doesn’t count bytes that may turn out not to belong to it', () => {
    const frames = delivered((assembly, list) => {
      assembly.append(utf8('1234|'));
      assembly.cutLong(list, 1);
      assert.deepEqual(list, []);
      assembly.append(utf8('|'));
      assembly.finish(list, 2);
    });
    assert.deepEqual(frames, ['1234']);
  });

  it('is unterminated if the stream ends inside it, and nothing remains', () => {
    const assembly = new FrameAssembly(4);
    assert.deepEqual(assembly.rest(), []);
    assembly.append(utf8('ab'));
    assert.equal(String(assembly.piece), String(utf8('ab')));
    assert.deepEqual(assembly.rest().map(shown), ['unterminated ab']);
    assert.deepEqual(assembly.rest(), []);
  });

  it('isn’t a piece of a long frame if the end of the stream cut that', () => {
    const frames = delivered((assembly, list) => {
      assembly.append(utf8('12345'));
      assembly.cutLong(list);
      list.push(...assembly.rest());
      assembly.append(utf8('ab'));
      assembly.finish(list);
    });
    assert.deepEqual(frames, ['tooLong 1234', 'unterminated 5', 'ab']);
  });
});
