import assert from 'node:assert/strict';
import { CompiledPatterns, compileOnce } from '../../../../src/core/pattern/compiledPatterns.ts';
import { compilePattern } from '../../../../src/core/pattern.ts';

describe('compiled patterns', () => {
  it('are the same ones for all who compile them in the same work, however it is divided', () => {
    const compiled = new CompiledPatterns();
    const first = compiled.sharedBy(() => compilePattern('a', 'i', 'latin1'));
    assert.equal(
      compiled.sharedBy(() => compilePattern('a', 'i', 'latin1')),
      first,
    );
  });

  it('are others for other flags, encodings and sources, and outside', () => {
    const compiled = new CompiledPatterns();
    const all = compiled.sharedBy(() => [
      compilePattern('ia'),
      compilePattern('a', 'i'),
      compilePattern('a'),
      compilePattern('a', '', 'latin1'),
    ]);
    assert.equal(new Set([...all, compilePattern('a')]).size, 5);
  });

  it('fail again for the same reason, which names each source as it was written', () => {
    const compiled = new CompiledPatterns();
    const failure = (source: string, flags = '') =>
      compiled.sharedBy(() => {
        try {
          return compilePattern(source, flags);
        } catch (error) {
          return error as Error;
        }
      });
    assert.ok(failure('(') instanceof RangeError);
    assert.equal(failure('('), failure('('));
    assert.match(String(failure('(?u)(')), /^RangeError: "\(\?u\)\(" /);
  });

  it('are shared no longer than the work runs, even if it throws', () => {
    const [outer, inner] = [new CompiledPatterns(), new CompiledPatterns()];
    let made = 0;
    const make = () => compileOnce('key', () => ++made);
    outer.sharedBy(() => {
      assert.equal(make(), 1);
      assert.throws(() =>
        inner.sharedBy(() => {
          assert.equal(make(), 2);
          throw new Error('over');
        }),
      );
      assert.equal(make(), 1);
    });
    assert.equal(make(), 3);
  });
});
