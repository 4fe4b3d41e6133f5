import assert from 'node:assert/strict';
import { hasSavedFormMark, savedFormMark } from '../../../../src/client/page/savedFormMark.ts';

describe('the mark of an endpoint that stands for a saved one', () => {
  it('survives what the page keeps', () => {
    assert.ok(hasSavedFormMark(savedFormMark));
    assert.ok(hasSavedFormMark(JSON.stringify({ ...JSON.parse(savedFormMark), draft: 'x' })));
  });

  it('isn’t found in anything else', () => {
    for (const other of [undefined, '', '{', 'null', '[]', '{"isSavedForm":1}', '{"draft":"isSavedForm"}'])
      assert.ok(!hasSavedFormMark(other), other);
  });
});
