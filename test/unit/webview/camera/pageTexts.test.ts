import assert from 'node:assert/strict';
import { cameraProblemCodes } from '../../../../src/core/camera/cameraProblem.ts';
import { cameraKinds } from '../../../../src/core/camera/cameraTask.ts';
import { placeText, stateName } from '../../../../webview/camera/pageTexts.ts';

describe('what the camera page says', () => {
  it('is what keeps it from a camera, in a sentence of its own for each reason and kind', () => {
    const told = cameraKinds.flatMap(kind =>
      cameraProblemCodes.map(code => placeText({ at: 'trouble', problem: { code, kind, detail: 'why' } })),
    );
    for (const sentence of told) assert.match(sentence, /^[A-Z].*[.)y]$/);
    // What is of the page, not of what it shows, is the same for both.
    assert.equal(new Set(told).size, told.length - 4);
  });

  it('is what to do while the browser asks: for a camera, or a screen', () => {
    const asking = cameraKinds.map(kind => placeText({ at: 'asking', kind }));
    assert.match(asking[0] ?? '', /Allow the camera/);
    assert.match(asking[1] ?? '', /what to share/);
  });

  it('is how it ended, differently for each end', () => {
    const ends = (['stopped', 'replaced', 'cut', 'refused'] as const).map(end => placeText({ at: 'over', end }));
    assert.equal(new Set(ends).size, 4);
    assert.match(ends[2] ?? '', /connection to VS Code was lost/);
  });

  it('is one word for its state, the same while it waits for the user', () => {
    assert.equal(stateName({ at: 'asking', kind: 'camera' }), stateName({ at: 'choosing' }));
    const problem = { code: 'busy', kind: 'camera' } as const;
    assert.equal(stateName({ at: 'trouble', problem }), 'No video');
  });
});
