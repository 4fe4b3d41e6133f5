import assert from 'node:assert/strict';
import {
  anotherMethodMayWork,
  type CaptureFacts,
  captureMethodOutlines,
  nextCaptureMethod,
} from '../../../src/camera/captureMethodOutlines.ts';
import { cameraProblemCodes } from '../../../src/core/camera/cameraProblem.ts';
import { phraseText } from '../../../src/core/phrase.ts';

const desktop: CaptureFacts = { kind: 'camera', panel: {}, hasIntegratedBrowser: true, isWeb: false, hasFfmpeg: true };

describe('the methods of capturing a camera', () => {
  const usable = (facts: Partial<CaptureFacts>) =>
    captureMethodOutlines({ ...desktop, ...facts })
      .filter(({ problem }) => !problem)
      .map(({ id }) => id);

  it('have a fixed order', () =>
    assert.deepEqual(usable({}), ['webview', 'integratedBrowser', 'systemBrowser', 'ffmpeg']));

  it('are fewer if something is missing', () => {
    const { panel, ...withoutPanel } = desktop;
    assert.deepEqual(panel, {});
    assert.deepEqual(
      captureMethodOutlines({ ...withoutPanel, hasIntegratedBrowser: false, hasFfmpeg: false })
        .filter(({ problem }) => !problem)
        .map(({ id }) => id),
      ['systemBrowser'],
    );
    assert.deepEqual(usable({ kind: 'screen' }), ['webview', 'systemBrowser', 'ffmpeg']);
    assert.deepEqual(usable({ panel: { problem: { code: 'blocked', kind: 'camera' } } })[0], 'integratedBrowser');
  });

  it('say why one is unavailable', () => {
    const [panel, integrated, , ffmpeg] = captureMethodOutlines({
      ...desktop,
      panel: { problem: { code: 'blocked', kind: 'camera' } },
      hasIntegratedBrowser: false,
      hasFfmpeg: false,
    }).map(({ problem }) => problem && phraseText(problem));
    assert.equal(panel, 'Pages shown here can’t access the camera.');
    assert.equal(integrated, 'This version of VS Code has no built-in browser.');
    assert.equal(ffmpeg, 'ffmpeg wasn’t found. Install it, or set portside.video.ffmpegPath to its path.');
  });

  it('name the machine whose camera ffmpeg captures if that is another one', () => {
    const texts = (facts: Partial<CaptureFacts>) => {
      const { label, detail } = captureMethodOutlines({ ...desktop, ...facts })[3] ?? assert.fail();
      return [phraseText(label), phraseText(detail)];
    };
    assert.deepEqual(texts({}), ['ffmpeg', 'ffmpeg captures the camera.']);
    assert.deepEqual(texts({ otherMachine: 'build-box', kind: 'screen' }), [
      'ffmpeg on build-box',
      'ffmpeg captures the screen of build-box, not this machine’s.',
    ]);
  });

  it('fall back to the next one, but never to another machine’s camera automatically', () => {
    const here = captureMethodOutlines(desktop);
    const there = captureMethodOutlines({ ...desktop, otherMachine: 'build-box' });
    assert.equal(nextCaptureMethod(here)?.id, 'webview');
    assert.equal(nextCaptureMethod(here, here[0])?.id, 'integratedBrowser');
    assert.equal(nextCaptureMethod(here, here[2])?.id, 'ffmpeg');
    assert.equal(nextCaptureMethod(here, here[3]), undefined);
    assert.equal(nextCaptureMethod(there, there[1])?.id, 'systemBrowser');
    assert.equal(nextCaptureMethod(there, there[2]), undefined);
  });

  it('are abandoned only for problems of the method itself', () =>
    assert.deepEqual(
      cameraProblemCodes.filter(code => anotherMethodMayWork({ code, kind: 'camera' })),
      ['blocked', 'insecure', 'unsupported'],
    ));
});
