import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { BannerFocus } from '../../../../webview/widgets/bannerFocus.ts';

describe('the focus in a banner', () => {
  const body = { closest: () => null };
  const field = { closest: () => null };
  const button = { closest: (selector: string) => (selector === '.banner' ? {} : null) };
  const page = document as unknown as { body: unknown; activeElement: unknown };

  beforeEach(() => {
    page.body = body;
  });
  afterEach(() => {
    page.activeElement = null;
  });

  /** Returns how often the focus was moved by an update. */
  function movedWhen(before: unknown, after: unknown): number {
    let moved = 0;
    const focus = new BannerFocus(() => void moved++);
    page.activeElement = before;
    focus.hostUpdate();
    page.activeElement = after;
    focus.hostUpdated();
    return moved;
  }

  it('moves on when the banner is gone', () => {
    assert.equal(movedWhen(button, body), 1);
  });

  it('stays while the banner does, or if something else took it', () => {
    assert.equal(movedWhen(button, button), 0);
    assert.equal(movedWhen(button, field), 0);
  });

  it('isn’t taken from elsewhere', () => {
    assert.equal(movedWhen(body, body), 0);
    assert.equal(movedWhen(null, body), 0);
  });
});
