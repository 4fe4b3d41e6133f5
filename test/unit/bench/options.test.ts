import assert from 'node:assert/strict';
import { binarySize, durationText, parseOptions } from '../../bench/options.ts';

const none = { traffic: false, video: false, quick: false, trial: false, keep: false };

describe('the benchmark options', () => {
  it('measure everything by default', () => {
    assert.deepEqual(parseOptions([]), { ...none, traffic: true, video: true });
  });

  it('measure either part, or both', () => {
    assert.deepEqual(parseOptions(['--traffic']), { ...none, traffic: true });
    assert.deepEqual(parseOptions(['--video']), { ...none, video: true });
    const { traffic, video } = parseOptions(['--video', '--traffic', '--keep']);
    assert.deepEqual({ traffic, video }, { traffic: true, video: true });
  });

  it('measure the few rows that matter most instead of a part, or try the bench with any', () => {
    assert.deepEqual(parseOptions(['--quick']), { ...none, quick: true });
    assert.deepEqual(parseOptions(['--quick', '--trial']), { ...none, quick: true, trial: true });
    assert.deepEqual(parseOptions(['--trial']), { ...none, traffic: true, video: true, trial: true });
    for (const part of ['--traffic', '--video'])
      assert.throws(() => parseOptions(['--quick', part]), /^RangeError: --quick measures a part of its own/, part);
  });

  it('write results only for the whole table', () => {
    assert.equal(parseOptions(['--keep']).keep, true);
    for (const other of ['--video', '--traffic', '--quick', '--trial']) {
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
    assert.equal(minutes('--trial'), 'about two minutes');
  });

  it('format sizes', () => {
    assert.equal(binarySize(1024 ** 3), '1 GiB');
    assert.equal(binarySize(64 * 1024 ** 2), '64 MiB');
  });
});
