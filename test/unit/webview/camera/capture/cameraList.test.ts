import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { cameras } from '../../../../../webview/camera/capture/cameraList.ts';
import { FakeCamera } from '../../../../support/fakeCamera.ts';

describe('a browser’s cameras', () => {
  const camera = FakeCamera.use();

  it('are its video inputs, with readable names', async () => {
    camera().devices = [
      { kind: 'audioinput', deviceId: 'm1', label: 'Microphone' },
      { kind: 'videoinput', deviceId: 'c1', label: 'HD Webcam (046d:0825)' },
      { kind: 'videoinput', deviceId: 'c2', label: '' },
    ];
    assert.deepEqual(await cameras(), [
      { id: 'c1', name: 'HD Webcam' },
      { id: 'c2', name: '' },
    ]);
  });
});
