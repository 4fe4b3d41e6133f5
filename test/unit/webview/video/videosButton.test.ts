import assert from 'node:assert/strict';
import { videosButton } from '../../../../webview/video/videosButton.ts';
import { names, textOf } from '../../../support/templates.ts';

describe('the button for video', () => {
  it('has the number of videos that run', () => {
    const button = (running: number) => videosButton(running, false, () => undefined);
    assert.deepEqual(
      [0, 2].map(running => textOf(button(running))),
      ['', '2'],
    );
    assert.deepEqual(
      [0, 2].map(running => names(button(running), 'button')[0]),
      ['Video', 'Video (2)'],
    );
  });
});
