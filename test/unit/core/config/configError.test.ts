import assert from 'node:assert/strict';
import { ConfigError } from '../../../../src/core/config/configError.ts';

describe('ConfigError', () => {
  it('lists every problem, each after its path if it has one', () => {
    const problems = [
      { path: '', message: 'no object' },
      { path: 'reply.0.when', message: 'no condition' },
    ];
    const error = new ConfigError(problems);
    assert.equal(error.message, 'no object; reply.0.when: no condition');
    assert.deepEqual([error.code, error.problems], ['BAD_CONFIG', problems]);
    assert.ok(error instanceof TypeError);
  });
});
