import assert from 'node:assert/strict';
import { maxFailureUnits } from '../../../../src/protocol/pageFailure.ts';
import { pageFailure } from '../../../../src/protocol/schemas/pageFailureSchema.ts';

describe('a failure reported by a page', () => {
  const failure = { kind: 'error', name: 'TypeError', message: 'no' };
  const accepts = (given: object) => pageFailure.safeParse(given).success;

  it('has texts of limited length', () => {
    for (const [text, units] of Object.entries(maxFailureUnits)) {
      assert.ok(accepts({ ...failure, [text]: 'x'.repeat(units) }), text);
      assert.ok(!accepts({ ...failure, [text]: 'x'.repeat(units + 1) }), text);
    }
  });

  it('is an error or a rejection, with or without a stack, and nothing else', () => {
    assert.ok(accepts({ ...failure, kind: 'rejection' }));
    assert.ok(!accepts({ ...failure, kind: 'notice' }));
    assert.ok(!accepts({ ...failure, stack: undefined }));
    assert.ok(!accepts({ ...failure, more: 1 }));
    assert.ok(!accepts({ kind: 'error', name: 'TypeError' }));
  });
});
