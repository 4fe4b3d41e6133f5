import assert from 'node:assert/strict';
import { noticeText } from '../../../../src/host/transfers/noticeText.ts';

describe('what strangers wrote, in a notification', () => {
  // As VS Code looks for links: src/vs/base/common/linkedText.ts.
  const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

  it('is no link, and stays as it is otherwise', () => {
    const bad = '“[[Accept](command:workbench.action.quit)](https://evil.example "x")”';
    assert.match(bad, link);
    assert.doesNotMatch(noticeText(bad), link);
    assert.equal(noticeText('photo (1) [final].png'), 'photo (1) [final].png');
  });
});
