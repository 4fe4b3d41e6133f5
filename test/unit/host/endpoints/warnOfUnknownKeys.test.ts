import assert from 'node:assert/strict';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { warnOfUnknownKeys } from '../../../../src/host/endpoints/warnOfUnknownKeys.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('warnOfUnknownKeys', () => {
  const server = { kind: 'tcp-server', address: ':9', name: 'mine' };

  it('logs each unknown key of an endpoint once per config that has it', () => {
    const { log, lines } = watchedLog();
    const listeners: (() => void)[] = [];
    const event = (listener: () => void) => {
      listeners.push(listener);
      return { dispose: () => void listeners.splice(listeners.indexOf(listener), 1) };
    };
    const endpoints = {
      all: [] as { id: string; config: object }[],
      has: (id: string) => endpoints.all.some(one => one.id === id),
      onDidChangeList: event,
      onDidChange: event,
    };
    const watching = warnOfUnknownKeys(endpoints as unknown as Endpoints, log);
    const show = (...configs: object[]) => {
      endpoints.all = configs.map((config, id) => ({ id: `${id}`, config }));
      for (const listener of listeners) listener();
      return lines.splice(0);
    };
    const greating = 'warn unknownKey: mine: greating: unknown key; did you mean greeting?';
    assert.deepEqual(show({ ...server, greating: 'hi' }, server), [greating]);
    assert.deepEqual(show({ ...server, greating: 'hello' }, server), [], 'it was logged');
    assert.deepEqual(show(server, server), []);
    assert.deepEqual(show({ ...server, greating: 'hi' }, server), [greating]);
    assert.deepEqual(show(), []);
    assert.deepEqual(show({ ...server, greating: 'hi' }), [greating], 'another endpoint');
    watching.dispose();
    assert.deepEqual(listeners, []);
  });
});
