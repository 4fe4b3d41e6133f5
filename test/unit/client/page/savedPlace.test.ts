import assert from 'node:assert/strict';
import { SavedPlace } from '../../../../src/client/page/savedPlace.ts';
import type { PanelSaved } from '../../../../src/protocol/panelCalls.ts';

describe('the place where a panel’s endpoint is saved', () => {
  const settled = () => new Promise(setImmediate);

  it('is looked up when it may have changed, and reported when it has', async () => {
    let asked = 0;
    let reported = 0;
    let answer: PanelSaved | undefined = { place: 'user settings', isOnlyEdited: false };
    const place = new SavedPlace(
      async () => {
        asked++;
        return answer && { ...answer };
      },
      () => reported++,
    );
    assert.deepEqual([place.current, asked], [undefined, 0]);
    place.askAgain();
    await settled();
    assert.deepEqual(place.current, answer);
    place.askAgain();
    await settled();
    assert.deepEqual([asked, reported], [2, 1]);
    answer = undefined;
    place.askAgain();
    await settled();
    assert.equal(place.current, undefined);
    assert.equal(reported, 2);
  });
});
