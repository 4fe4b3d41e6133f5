import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { RE2JS } from 're2js';
import { inTurns, parseEndpointConfig, parseSavedEndpoint } from '../../../src/client/configSchema.ts';
import { ConfigError } from '../../../src/core/config/configError.ts';

describe('the config schema', () => {
  const server = { kind: 'tcp-server', address: ':0' };

  it('accepts and rejects the same as the plain schema', async () => {
    assert.deepEqual((await parseEndpointConfig(server)).config, server);
    assert.equal((await parseSavedEndpoint({ ...server, autoStart: true })).autoStart, true);
    for (const parse of [parseEndpointConfig, parseSavedEndpoint])
      await assert.rejects(parse({ ...server, maxPeers: 'many' }), ConfigError);
  });

  describe('compiles patterns', () => {
    const reply = Array.from({ length: 20 }, (_, at) => ({ when: { regex: `[a-z]${at}` }, send: '{{0}}' }));
    let compile: ReturnType<typeof mock.method<typeof RE2JS, 'compile'>>;
    beforeEach(() => {
      compile = mock.method(RE2JS, 'compile');
    });
    afterEach(() => mock.restoreAll());

    it('once as characters and once as bytes, shared by everything that needs them', async () => {
      await parseEndpointConfig({ ...server, reply });
      assert.equal(compile.mock.callCount(), 2 * reply.length);
    });

    it('in turns, if they take long', async () => {
      let nowMs = 0;
      mock.method(performance, 'now', () => (nowMs += 100));
      const counts: number[] = [];
      const count = () => {
        counts.push(compile.mock.callCount());
        if (counts.length < 100) setImmediate(count);
      };
      setImmediate(count);
      await parseSavedEndpoint({ ...server, reply });
      const steps = counts.map((now, at) => now - (counts[at - 1] ?? 0));
      assert.ok(Math.max(...steps) <= 2, `${counts}`);
      assert.equal(compile.mock.callCount(), 2 * reply.length);
    });
  });
});

describe('work done in turns', () => {
  /** Runs steps that take this long. Returns how many had run before each turn of other work. */
  async function turnsOf(stepMs: readonly number[]): Promise<number[]> {
    const turns: number[] = [];
    let [nowMs, done] = [0, 0];
    function* steps() {
      for (const ms of stepMs) {
        nowMs += ms;
        done++;
        setImmediate(() => turns.push(done));
        yield;
      }
    }
    await inTurns(steps(), () => nowMs);
    return turns;
  }

  it('lets other work run after ten milliseconds, between two steps', async () => {
    assert.deepEqual([...new Set(await turnsOf([5, 4, 1, 30, 9, 1]))], [3, 4, 6]);
  });

  it('takes one turn if it is short', async () => {
    assert.deepEqual(await turnsOf([1, 2, 3]), []);
  });
});
