import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { ConfigChecks } from '../../../../src/client/page/configChecks.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';

describe('configs from a page', () => {
  fakeTimers();
  before(() => import('../../../../src/core/config/endpointConfigSchema.ts'));
  let configs: ConfigChecks;
  const config = { kind: 'tcp-server', address: ':9000' };

  beforeEach(() => {
    configs = new ConfigChecks();
  });

  /** Ends the pause after the last parse. */
  const pause = async () => {
    await setImmediate();
    mock.timers.tick(60_000);
    await setImmediate();
  };

  it('are parsed, or rejected as anywhere else', async () => {
    assert.deepEqual((await configs.parse({ ...config, later: 1 }, 'check')).unknownKeys, ['later']);
    const refused = assert.rejects(configs.parse({ ...config, maxPeers: 0 }, 'apply'), /^TypeError: maxPeers: /);
    await pause();
    await refused;
  });

  it('are parsed once while unchanged: the checked result is applied', async () => {
    const checked = await configs.parse(config, 'check');
    const tried = configs.use({ ...config, name: 'draft' }, 'try', one => one);
    await pause();
    const applied = configs.parse({ ...config }, 'apply');
    await pause();
    assert.equal(await applied, checked);
    const again = configs.use({ ...config, name: 'draft' }, 'try', one => one);
    await pause();
    assert.equal(await again, await tried);
    const changed = configs.parse({ ...config, name: 'new' }, 'check');
    await pause();
    assert.notEqual(await changed, checked);
  });

  it('are rejected once for the same reason', async () => {
    const wrong = { ...config, maxPeers: 0 };
    const first = await configs.parse(wrong, 'check').catch(error => error);
    const again = configs.parse(wrong, 'apply').catch(error => error);
    await pause();
    assert.equal(await again, first);
  });

  it('are parsed one after another with pauses, and only the newest of those waiting for the same purpose', async () => {
    const expensive = (at: number) => ({
      ...config,
      name: `${at}`,
      reply: [{ when: { regex: '(?:a?b?c?){1000}' }, send: '' }],
    });
    const all = Array.from({ length: 100 }, (_, at) => configs.parse(expensive(at), 'check'));
    const tried = configs.use(expensive(100), 'try', ({ config: { name } }) => name);
    const outcomes = Promise.allSettled(all);
    await pause();
    await pause();
    const parsed = (await outcomes).flatMap(one => (one.status === 'fulfilled' ? [one.value.config.name] : []));
    assert.deepEqual(parsed, ['0', '99']);
    await pause();
    assert.equal(await tried, '100');
  });

  it('aren’t parsed once their page is gone', async () => {
    await configs.parse(config, 'check');
    const waiting = configs.parse({ ...config, name: 'new' }, 'check');
    await setImmediate();
    configs.forget();
    await assert.rejects(waiting, { code: 'CANCELLED' });
  });
});
