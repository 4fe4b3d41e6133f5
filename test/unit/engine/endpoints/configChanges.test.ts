import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Reframed } from '../../../../src/core/config/configChange.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { hasPatterns } from '../../../../src/engine/answers/compileReplyPatterns.ts';
import { ConfigChanges, type ConfigChangesParts } from '../../../../src/engine/endpoints/configChanges.ts';
import { holdCompiling } from '../../../support/compiling.ts';

describe('changes of an endpoint’s config', () => {
  const server: EndpointConfig = { kind: 'tcp-server', address: ':1' };
  let calls: unknown[];
  let life: { configToOpen?: EndpointConfig; isRunning: boolean; isOpen: boolean; refuses: boolean };
  let config: EndpointConfig;
  let changes: ConfigChanges;

  beforeEach(() => {
    calls = [];
    config = server;
    life = { isRunning: true, isOpen: true, refuses: false };
    const parts = {
      inUse: {
        get config() {
          return config;
        },
        compilesFor: hasPatterns,
        change(changed: EndpointConfig, reframes: Reframed) {
          if (life.refuses) throw new RangeError('it can’t be used');
          config = changed;
          const directions = (['in', 'out'] as const).filter(direction => reframes[direction]);
          calls.push(directions.length > 0 ? `reframed ${directions}` : 'changed');
        },
      },
      life: Object.assign(life, {
        address: 'tcp://127.0.0.1:1',
        moveTo: (address: string) => calls.push(`to ${address}`),
      }),
      transcript: { event: (event: TranscriptEvent) => calls.push(event) },
      onChanged: () => calls.push('reported'),
    };
    changes = new ConfigChanges(parts as unknown as ConfigChangesParts);
  });

  it('are reported after they apply, and stored last', async () => {
    await changes.apply({ ...server, maxPeers: 3, framing: 'slip' });
    assert.deepEqual(calls, [
      'reframed in,out',
      { code: 'configChanged', fields: ['framing', 'maxPeers'] },
      'reported',
    ]);
  });

  it('don’t reframe anything if the framing stays', async () => {
    await changes.apply({ ...server, maxPeers: 3 });
    assert.equal(calls[0], 'changed');
  });

  it('are recorded only if the endpoint is open and uses them', async () => {
    await changes.apply({ ...server });
    life.isOpen = false;
    await changes.apply({ ...server, maxPeers: 3 });
    life.isRunning = false;
    await changes.apply({ ...server, maxPeers: 4 });
    assert.deepEqual(calls, ['changed', 'reported', 'changed', 'reported', 'changed', 'reported']);
  });

  it('that need new sockets are rejected while some are open, and move a closed endpoint', async () => {
    await assert.rejects(() => changes.apply({ ...server, address: ':2' }), RangeError);
    assert.deepEqual([calls, config], [[], server]);
    life.isRunning = false;
    life.isOpen = false;
    await changes.apply({ ...server, address: ':2' });
    assert.deepEqual(calls, ['changed', 'to :2', 'reported']);
    await changes.apply({ kind: 'tcp-client', address: ':2' });
    assert.deepEqual(calls.slice(3), ['changed', 'to :2', 'reported']);
  });

  it('are left to an opening that hasn’t begun', async () => {
    life.configToOpen = { ...server, maxPeers: 3 };
    changes.rename('n');
    await changes.apply({ ...changes.next, address: ':2' });
    assert.deepEqual(
      [life.configToOpen, config, calls],
      [{ ...server, maxPeers: 3, name: 'n', address: ':2' }, server, []],
    );
    assert.equal(changes.next, life.configToOpen);
  });

  it('apply nothing if the config is invalid', async () => {
    life.refuses = true;
    await assert.rejects(() => changes.apply({ ...server, maxPeers: 3 }), RangeError);
    assert.deepEqual([calls, changes.next], [[], server]);
  });

  it('can rename it, without an event', () => {
    changes.rename('n');
    assert.deepEqual([config, calls], [{ ...server, name: 'n' }, ['changed', 'reported']]);
  });

  it('frame a stream differently from now on, and nothing else', () => {
    changes.changeFraming('cobs');
    assert.deepEqual(calls, ['reframed in,out', { code: 'framingChanged', framing: 'cobs' }, 'reported']);
    config = { kind: 'udp', address: ':1' };
    assert.throws(() => changes.changeFraming('cobs'), { code: 'NOT_A_STREAM' });
  });

  it('restart only the direction whose framing changes, or both if neither does', async () => {
    const first = () => {
      const [call] = calls;
      calls = [];
      return call;
    };
    changes.changeFraming({ in: 'cobs', out: 'none' });
    assert.equal(first(), 'reframed in');
    changes.changeFraming('cobs');
    assert.equal(first(), 'reframed out');
    changes.changeFraming({ in: 'cobs', out: 'cobs' });
    assert.equal(first(), 'reframed in,out');
    await changes.apply({ ...server, framing: 'cobs' });
    assert.equal(first(), 'changed');
    await changes.apply({ ...server, framing: { in: 'slip', out: 'cobs' } });
    assert.equal(first(), 'reframed in');
  });

  describe('to rules with patterns', () => {
    const withPattern = (regex: string, more: Partial<EndpointConfig> = {}): EndpointConfig => ({
      ...server,
      reply: [{ when: { regex }, send: 'x' }],
      ...more,
    });
    let release: () => void;
    beforeEach(() => {
      release = holdCompiling();
    });
    afterEach(() => mock.restoreAll());

    it('apply when those are compiled; they are remembered at once', async () => {
      const applied = changes.apply(withPattern('a'));
      assert.deepEqual([calls, config, changes.requested], [['reported'], server, withPattern('a')]);
      release();
      await applied;
      assert.deepEqual(config, withPattern('a'));
      assert.deepEqual(calls, ['reported', 'changed', { code: 'configChanged', fields: ['reply'] }, 'reported']);
    });

    it('are replaced by later ones, and settle with those', async () => {
      const applied = [changes.apply(withPattern('a')), changes.apply(withPattern('b'))];
      const last = changes.apply({ ...server, maxPeers: 3 });
      release();
      await Promise.all([...applied, last]);
      assert.deepEqual(config, { ...server, maxPeers: 3 });
      assert.deepEqual(
        calls.filter(call => typeof call === 'object'),
        [{ code: 'configChanged', fields: ['maxPeers'] }],
      );
    });

    it('all reject if the last can’t be used', async () => {
      life.refuses = true;
      const applied = [changes.apply(withPattern('a')), changes.apply(withPattern('b'))];
      release();
      for (const one of applied) await assert.rejects(() => one, RangeError);
      assert.deepEqual([config, changes.requested], [server, server]);
    });

    it('keep what is changed meanwhile, whose event comes first', async () => {
      const applied = changes.apply(withPattern('a'));
      changes.rename('n');
      changes.changeFraming('cobs');
      assert.deepEqual(config, { ...server, name: 'n', framing: 'cobs' });
      release();
      await applied;
      assert.deepEqual(config, withPattern('a', { name: 'n', framing: 'cobs' }));
      assert.deepEqual(
        calls.filter(call => typeof call === 'object'),
        [
          { code: 'framingChanged', framing: 'cobs' },
          { code: 'configChanged', fields: ['reply'] },
        ],
      );
    });

    it('are taken over by an opening, or dropped for its own config', async () => {
      for (const [given, taken] of [
        [undefined, withPattern('a')],
        [withPattern('b'), withPattern('b')],
      ] as const) {
        const applied = changes.apply(withPattern('a'));
        assert.deepEqual(changes.toOpen(given), taken);
        release();
        await applied;
        assert.equal(config, server);
      }
    });

    it('apply without an event if it was closed meanwhile', async () => {
      const applied = changes.apply(withPattern('a'));
      Object.assign(life, { isOpen: false, isRunning: false });
      release();
      await applied;
      assert.deepEqual([config, calls], [withPattern('a'), ['reported', 'changed', 'reported']]);
    });

    it('must not need other sockets than the config that they replace', async () => {
      const applied = changes.apply(withPattern('a'));
      await assert.rejects(() => changes.apply(withPattern('a', { address: ':2' })), RangeError);
      release();
      await applied;
      assert.deepEqual(config, withPattern('a'));
    });
  });
});
