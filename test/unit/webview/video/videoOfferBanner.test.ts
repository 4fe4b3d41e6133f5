import assert from 'node:assert/strict';
import { videoOffers } from '../../../../webview/video/videoOfferBanner.ts';
import { panelStateOf } from '../../../support/panelState.ts';
import { names, press, textOf } from '../../../support/templates.ts';

describe('the offer to show video', () => {
  const answers: string[] = [];
  const offer = (...addresses: string[]) =>
    videoOffers(panelStateOf({ videoOffers: addresses }), answer => answers.push(answer));

  it('names a sender, and how many more there are', () => {
    assert.match(textOf(offer('a:1')), /^a:1 is sending video\./);
    assert.match(textOf(offer('a:1', 'b:2')), /^a:1 and 1 more are sending video\./);
    assert.match(textOf(offer('a:1', 'b:2', 'c:3')), /^a:1 and 2 more are sending video\./);
    assert.equal(textOf(offer()), '');
  });

  it('can be accepted, dismissed, or accepted for good', () => {
    for (const name of names(offer('a:1'), 'button')) press(offer('a:1'), name);
    assert.deepEqual(answers, ['show', 'later', 'always']);
  });
});
