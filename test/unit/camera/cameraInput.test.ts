import assert from 'node:assert/strict';
import { checkCameraArguments } from '../../../src/camera/cameraInput.ts';
import type { CameraCalls } from '../../../src/protocol/cameraCalls.ts';

describe('what a camera page asks', () => {
  const picture = { format: 'I420', width: 4, height: 2, bytes: new Uint8Array(12), capturedMs: 5 };
  const isTaken = (name: keyof CameraCalls, ...args: unknown[]) => {
    try {
      assert.deepEqual(checkCameraArguments(name, args), args);
      return true;
    } catch (error) {
      assert.ok(error instanceof TypeError, String(error));
      return false;
    }
  };

  it('is taken as it is where it is of the right shape', () => {
    assert.equal(isTaken('start'), true);
    assert.equal(isTaken('stop'), true);
    assert.equal(isTaken('started', 'HD Webcam'), true);
    assert.equal(isTaken('troubled', { code: 'busy', kind: 'camera' }), true);
    assert.equal(isTaken('troubled', { code: 'failed', kind: 'screen', detail: 'as the browser says' }), true);
    assert.equal(isTaken('picture', picture), true);
    assert.equal(isTaken('reportFailure', { kind: 'error', name: 'TypeError', message: 'no' }), true);
  });

  it('has texts of at most 300 units', () => {
    const text = (units: number) => 'x'.repeat(units);
    assert.equal(isTaken('started', text(300)), true);
    assert.equal(isTaken('started', text(301)), false);
    assert.equal(isTaken('troubled', { code: 'failed', kind: 'camera', detail: text(301) }), false);
  });

  it('has pictures of 1 to 4096 whole pixels a side', () => {
    for (const side of [1, 4096]) assert.equal(isTaken('picture', { ...picture, width: side, height: side }), true);
    for (const side of [0, 4097, 1.5, '4', Number.NaN]) {
      assert.equal(isTaken('picture', { ...picture, width: side }), false, `${side} wide`);
      assert.equal(isTaken('picture', { ...picture, height: side }), false, `${side} high`);
    }
  });

  it('has nothing more, nothing less, and nothing else', () => {
    assert.equal(isTaken('start', 1), false);
    assert.equal(isTaken('started'), false);
    assert.equal(isTaken('started', 'a', 'b'), false);
    assert.equal(isTaken('troubled', { code: 'bored', kind: 'camera' }), false);
    assert.equal(isTaken('troubled', { code: 'busy', kind: 'camera', detail: undefined }), false);
    assert.equal(isTaken('picture', { ...picture, extra: 1 }), false);
    assert.equal(isTaken('picture', { ...picture, bytes: [1, 2] }), false);
    assert.equal(isTaken('picture', { ...picture, format: 'png' }), false);
    assert.equal(isTaken('picture', { ...picture, capturedMs: Number.POSITIVE_INFINITY }), false);
  });
});
