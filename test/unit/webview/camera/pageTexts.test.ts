import assert from 'node:assert/strict';
import { cameraProblemCodes } from '../../../../src/core/camera/cameraProblem.ts';
import { cameraKinds } from '../../../../src/core/camera/cameraTask.ts';
import { placeText, stateName } from '../../../../webview/camera/pageTexts.ts';

describe('the camera page’s texts', () => {
  it('have a sentence for each problem and kind', () => {
    const texts = cameraKinds.flatMap(kind =>
      cameraProblemCodes.map(code => placeText({ at: 'trouble', problem: { code, kind, detail: 'why' } })),
    );
    for (const sentence of texts) assert.match(sentence, /^[A-Z].*[.)y]$/);
    // Problems of the page itself are the same for both.
    assert.equal(new Set(texts).size, texts.length - 4);
  });

  it('say what to do while the browser asks: for a camera, or a screen', () => {
    const asking = cameraKinds.map(kind => placeText({ at: 'asking', kind }));
    assert.match(asking[0] ?? '', /Allow the camera/);
    assert.match(asking[1] ?? '', /what to share/);
  });

  it('say how the session ended, differently for each reason', () => {
    const ends = (['stopped', 'replaced', 'cut', 'refused'] as const).map(end => placeText({ at: 'over', end }));
    assert.equal(new Set(ends).size, 4);
    assert.match(ends[2] ?? '', /connection to VS Code was lost/);
  });

  it('have one word for its state, the same while it waits for the user', () => {
    assert.equal(stateName({ at: 'asking', kind: 'camera' }), stateName({ at: 'choosing' }));
    const problem = { code: 'busy', kind: 'camera' } as const;
    assert.equal(stateName({ at: 'trouble', problem }), 'No video');
  });
});
