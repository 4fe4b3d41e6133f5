import assert from 'node:assert/strict';
import { hasSavedFormMark, savedFormMark } from '../../../../src/client/page/savedFormMark.ts';

describe('the mark of a form for a saved endpoint', () => {
  it('survives in the page’s stored state', () => {
    assert.ok(hasSavedFormMark(savedFormMark));
    assert.ok(hasSavedFormMark(JSON.stringify({ ...JSON.parse(savedFormMark), draft: 'x' })));
  });

  it('isn’t found in anything else', () => {
    for (const other of [undefined, '', '{', 'null', '[]', '{"isSavedForm":1}', '{"draft":"isSavedForm"}'])
      assert.ok(!hasSavedFormMark(other), other);
  });
});
