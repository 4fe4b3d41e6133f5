import assert from 'node:assert/strict';
import { checkCameraArguments } from '../../../src/camera/cameraInput.ts';
import type { CameraCalls } from '../../../src/protocol/cameraCalls.ts';

describe('a camera page’s input', () => {
  const picture = { format: 'I420', width: 4, height: 2, bytes: new Uint8Array(12), capturedMs: 5 };
  const isAccepted = (name: keyof CameraCalls, ...args: unknown[]) => {
    try {
      assert.deepEqual(checkCameraArguments(name, args), args);
      return true;
    } catch (error) {
      assert.ok(error instanceof TypeError, String(error));
      return false;
    }
  };

  it('is passed unchanged if it has the right shape', () => {
    assert.equal(isAccepted('start'), true);
    assert.equal(isAccepted('stop'), true);
    assert.equal(isAccepted('started', 'HD Webcam'), true);
    assert.equal(isAccepted('troubled', { code: 'busy', kind: 'camera' }), true);
    assert.equal(isAccepted('troubled', { code: 'failed', kind: 'screen', detail: 'as the browser says' }), true);
    assert.equal(isAccepted('picture', picture), true);
    assert.equal(isAccepted('reportFailure', { kind: 'error', name: 'TypeError', message: 'no' }), true);
  });

  it('may contain texts of at most 300 units', () => {
    const text = (units: number) => 'x'.repeat(units);
    assert.equal(isAccepted('started', text(300)), true);
    assert.equal(isAccepted('started', text(301)), false);
    assert.equal(isAccepted('troubled', { code: 'failed', kind: 'camera', detail: text(301) }), false);
  });

  it('may contain pictures of 1 to 4096 whole pixels a side', () => {
    for (const side of [1, 4096]) assert.equal(isAccepted('picture', { ...picture, width: side, height: side }), true);
    for (const side of [0, 4097, 1.5, '4', Number.NaN]) {
      assert.equal(isAccepted('picture', { ...picture, width: side }), false, `${side} wide`);
      assert.equal(isAccepted('picture', { ...picture, height: side }), false, `${side} high`);
    }
  });

  it('is rejected if anything is missing, extra or different', () => {
    assert.equal(isAccepted('start', 1), false);
    assert.equal(isAccepted('started'), false);
    assert.equal(isAccepted('started', 'a', 'b'), false);
    assert.equal(isAccepted('troubled', { code: 'bored', kind: 'camera' }), false);
    assert.equal(isAccepted('troubled', { code: 'busy', kind: 'camera', detail: undefined }), false);
    assert.equal(isAccepted('picture', { ...picture, extra: 1 }), false);
    assert.equal(isAccepted('picture', { ...picture, bytes: [1, 2] }), false);
    assert.equal(isAccepted('picture', { ...picture, format: 'png' }), false);
    assert.equal(isAccepted('picture', { ...picture, capturedMs: Number.POSITIVE_INFINITY }), false);
  });
});
