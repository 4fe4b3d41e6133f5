import assert from 'node:assert/strict';
import { binarySize, durationText, parseOptions } from '../../bench/options.ts';

describe('the benchmark options', () => {
  it('measure everything by default', () => {
    assert.deepEqual(parseOptions([]), { traffic: true, video: true, quick: false, keep: false });
  });

  it('measure either part, or both', () => {
    assert.deepEqual(parseOptions(['--traffic']), { traffic: true, video: false, quick: false, keep: false });
    assert.deepEqual(parseOptions(['--video']), { traffic: false, video: true, quick: false, keep: false });
    const { traffic, video } = parseOptions(['--video', '--traffic', '--keep']);
    assert.deepEqual({ traffic, video }, { traffic: true, video: true });
  });

  it('write results only for the whole table', () => {
    assert.equal(parseOptions(['--keep']).keep, true);
    for (const other of ['--video', '--traffic', '--quick']) {
      assert.throws(() => parseOptions(['--keep', other]), /^RangeError: --keep needs the whole bench/, other);
    }
  });

  it('reject unknown options', () => {
    assert.throws(() => parseOptions(['--vido']), /^RangeError: Unknown option --vido: valid options are --traffic,/);
  });

  it('state how long each part takes', () => {
    const minutes = (...args: string[]) => durationText(parseOptions(args));
    assert.equal(minutes('--traffic'), 'about 30 minutes on a quiet machine, up to 45 on a busy one');
    assert.equal(minutes(), 'about 50 minutes on a quiet machine, up to 75 on a busy one');
    assert.equal(minutes('--quick'), 'about two minutes');
  });

  it('format sizes', () => {
    assert.equal(binarySize(1024 ** 3), '1 GiB');
    assert.equal(binarySize(64 * 1024 ** 2), '64 MiB');
  });
});
