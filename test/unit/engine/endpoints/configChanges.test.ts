import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { ConfigChanges, type ConfigChangesParts } from '../../../../src/engine/endpoints/configChanges.ts';

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
        change(changed: EndpointConfig, reframes: boolean) {
          if (life.refuses) throw new RangeError('it can’t be used');
          config = changed;
          calls.push(reframes ? 'reframed' : 'changed');
        },
      },
      life: Object.assign(life, {
        address: 'tcp://127.0.0.1:1',
        moveTo: (address: string) => calls.push(`to ${address}`),
      }),
      transcript: { event: (event: TranscriptEvent) => calls.push(event) },
      onChanged: () => calls.push('told'),
    };
    changes = new ConfigChanges(parts as unknown as ConfigChangesParts);
  });

  it('are reported after they apply, and stored last', () => {
    changes.apply({ ...server, maxPeers: 3, framing: 'slip' });
    assert.deepEqual(calls, ['reframed', { code: 'configChanged', fields: ['framing', 'maxPeers'] }, 'told']);
  });

  it('don’t reframe anything if the framing stays', () => {
    changes.apply({ ...server, maxPeers: 3 });
    assert.equal(calls[0], 'changed');
  });

  it('are recorded only if the endpoint is open and uses them', () => {
    changes.apply({ ...server });
    life.isOpen = false;
    changes.apply({ ...server, maxPeers: 3 });
    life.isRunning = false;
    changes.apply({ ...server, maxPeers: 4 });
    assert.deepEqual(calls, ['changed', 'told', 'changed', 'told', 'changed', 'told']);
  });

  it('that need new sockets are rejected while some are open, and move a closed endpoint', () => {
    assert.throws(() => changes.apply({ ...server, address: ':2' }), RangeError);
    assert.deepEqual([calls, config], [[], server]);
    life.isRunning = false;
    life.isOpen = false;
    changes.apply({ ...server, address: ':2' });
    assert.deepEqual(calls, ['changed', 'to :2', 'told']);
    changes.apply({ kind: 'tcp-client', address: ':2' });
    assert.deepEqual(calls.slice(3), ['changed', 'to :2', 'told']);
  });

  it('are left to an opening that hasn’t begun', () => {
    life.configToOpen = { ...server, maxPeers: 3 };
    changes.rename('n');
    changes.apply({ ...changes.next, address: ':2' });
    assert.deepEqual(
      [life.configToOpen, config, calls],
      [{ ...server, maxPeers: 3, name: 'n', address: ':2' }, server, []],
    );
    assert.equal(changes.next, life.configToOpen);
  });

  it('apply nothing if the config is invalid', () => {
    life.refuses = true;
    assert.throws(() => changes.apply({ ...server, maxPeers: 3 }), RangeError);
    assert.deepEqual([calls, changes.next], [[], server]);
  });

  it('can rename it, without an event', () => {
    changes.rename('n');
    assert.deepEqual([config, calls], [{ ...server, name: 'n' }, ['changed', 'told']]);
  });

  it('frame a stream differently from now on, and nothing else', () => {
    changes.changeFraming('cobs');
    assert.deepEqual(calls, ['reframed', { code: 'framingChanged', framing: 'cobs' }, 'told']);
    config = { kind: 'udp', address: ':1' };
    assert.throws(() => changes.changeFraming('cobs'), { code: 'NOT_A_STREAM' });
  });
});
