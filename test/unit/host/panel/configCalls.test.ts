import assert from 'node:assert/strict';
import { ConfigChecks } from '../../../../src/client/page/configChecks.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointState } from '../../../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { configCalls, type SavedPlaces } from '../../../../src/host/panel/configCalls.ts';
import type { Applying } from '../../../../src/protocol/panelCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';

const unsaved = { saverOf: () => assert.fail('it isn’t saved') };
const callsOf = (endpoints: Endpoints, saved: Pick<SavedPlaces, 'saverOf'> = unsaved) =>
  configCalls('e', { endpoints, saved, configs: new ConfigChecks() });

describe('the form’s rule trial', () => {
  const reply = [{ when: { regex: '^a' }, send: 'one\r\ntwo' }];
  const server: EndpointConfig = { kind: 'tcp-server', address: 'being typed', reply };

  const triedOn = (more: Partial<EndpointConfig>, ...messages: string[]) =>
    callsOf({} as Endpoints).tryRules(
      { ...server, ...more },
      messages.map(message => Buffer.from(message)),
    );

  async function tried(more: Partial<EndpointConfig>, message = 'a') {
    const [{ frames = [] } = {}] = await triedOn(more, message);
    const [{ rule, frames: replies, problem } = assert.fail('no frame')] = frames;
    return { rule, frames: replies, ...(problem !== undefined && { problem }) };
  }

  it('shows what is sent with the draft’s framing, line ending and encoding', async () => {
    assert.deepEqual(await tried({}), { rule: 0, frames: ['one\\r\\ntwo'] });
    const lines = await tried({ framing: { line: 'any' }, lineEnding: 'cr' });
    assert.deepEqual(lines, { rule: 0, frames: ['one\\r\\n', 'two\\r'] });
    const inLatin1 = [{ when: { regex: '^a' }, send: { hex: 'e9' } }];
    assert.deepEqual(await tried({ encoding: 'latin1', reply: inLatin1 }), { rule: 0, frames: ['é'] });
  });

  it('reports why the framing rejects an answer, or the schema the rules', async () => {
    const answer = [{ when: { regex: '(.)' }, send: '{{1}}' }];
    const { rule, frames, problem } = await tried({ framing: { fixed: 2 }, reply: answer }, 'ab');
    assert.deepEqual({ rule, frames }, { rule: 0, frames: [] });
    assert.equal(problem, 'the message is 1 B long, but this endpoint’s messages must be 2 B');
    await assert.rejects(tried({ reply: [{ when: { regex: '^a' }, send: '{{nme}}' }] }), {
      message: /^Rule 1: unknown placeholder "\{\{nme\}\}"/,
    });
  });
});

describe('the form’s trial of a dialogue', () => {
  it('remembers states and captures from message to message, until the connection ends', async () => {
    const reply: EndpointConfig['reply'] = [
      { when: { text: 'USER {{?user}}' }, send: 'hello {{user}}', goTo: 'in' },
      { when: { text: 'WHO' }, send: '{{user}}', state: 'in' },
      { when: { text: 'QUIT' }, close: true },
    ];
    const server: EndpointConfig = { kind: 'tcp-server', address: ':0', framing: { line: 'lf' }, reply };
    const messages = ['WHO', 'USER bob\nWHO\n', 'QUIT', 'WHO'].map(message => Buffer.from(message));
    const trials = await callsOf({} as Endpoints).tryRules(server, messages);
    assert.deepEqual(
      trials.map(({ frames, isLate }) => [isLate, ...frames.map(({ frames: replies, state }) => [state, ...replies])]),
      [[undefined, ['']], [undefined, ['in', 'hello bob\\n'], ['in', 'bob\\n']], [undefined, ['in']], [true]],
    );
  });
});

describe('the form’s config check', () => {
  it('reports what is wrong without the rule’s number, since it is shown in the rule', async () => {
    const reply = [
      { when: { text: 'a' }, send: 'b' },
      { when: { regex: '(' }, send: 'b' },
    ];
    const { problems } = await callsOf({} as Endpoints).checkConfig({
      kind: 'udp',
      address: 'nowhere',
      reply,
    });
    assert.deepEqual(problems, [
      { path: 'address', message: '"nowhere": the port is missing; enter an address such as 127.0.0.1:9000.' },
      { path: 'reply.1.when.regex', message: '"(" isn’t a valid regular expression: missing closing ).' },
    ]);
  });
});

describe('the form’s example of a framing', () => {
  const check = (config: EndpointConfig) => callsOf({} as Endpoints).checkConfig(config);
  const server: EndpointConfig = { kind: 'tcp-server', address: ':0' };

  it('is what a sample text becomes', async () => {
    const { examples } = await check({ ...server, framing: { line: 'any' }, lineEnding: 'crlf' });
    assert.deepEqual(Object.keys(examples), ['framing']);
    assert.deepEqual(Buffer.from(examples.framing?.bytes ?? []).toString(), 'hello\r\n');
  });

  it('exists for each direction', async () => {
    const { examples } = await check({ ...server, framing: { in: 'none', out: 'slip' } });
    assert.deepEqual(Object.keys(examples), ['framing.out']);
  });

  it('is also made for the framing of a rule', async () => {
    const reply: EndpointConfig['reply'] = [{ when: { text: 'a' } }, { when: { text: 'b' }, framing: { line: 'lf' } }];
    assert.deepEqual(Object.keys((await check({ ...server, reply })).examples), ['reply.1.framing']);
  });

  it('is absent without a framing, for datagrams, with a problem, and if no short message is possible', async () => {
    const none: EndpointConfig[] = [
      server,
      { ...server, framing: 'none' },
      { kind: 'udp', address: ':0', framing: 'slip' },
      { ...server, framing: { fixed: 0 } },
      { ...server, framing: { fixed: 100_000 } },
    ];
    for (const config of none) assert.deepEqual((await check(config)).examples, {});
  });
});

describe('a config applied by the form', () => {
  const config: EndpointConfig = { kind: 'tcp-server', address: ':9000', reply: 'echo' };
  const running = ['open', 'opening', 'reconnecting'] as const;
  const stopped = ['closed', 'failed'] as const;
  let done: unknown[];

  const applyTo = (state: EndpointState, how: Partial<Applying> = {}, given: object = config, failure?: Error) => {
    done = [];
    const by = (name: string) => async (_id: string, one?: EndpointConfig) => {
      done.push([name, one]);
      if (failure) throw failure;
      return 'applied' as never;
    };
    const endpoints = fakeEndpoints([endpointSnapshot('e', 0, { state })], {
      apply: by('apply'),
      reopen: by('reopen'),
    });
    const saved = { saverOf: async (id: string) => async (one: object) => void done.push([`save ${id}`, one]) };
    const calls = callsOf(endpoints, how.save ? saved : unsaved);
    return calls.applyConfig(given as EndpointConfig, { start: false, save: false, ...how });
  };

  it('determines where to save before it is parsed, which may take long', async () => {
    const asked: string[] = [];
    const saverOf = async (id: string) => Promise.reject(new RangeError(`${asked.push(id)}`));
    const calls = callsOf(fakeEndpoints(), { saverOf });
    const applying = calls.applyConfig(config as EndpointConfig, { start: false, save: true });
    assert.deepEqual(asked, ['e']);
    await assert.rejects(applying);
  });

  it('is passed to a running endpoint unchanged, and starts another one only on request', async () => {
    for (const state of running) {
      await applyTo(state, { start: true });
      assert.deepEqual(done, [['apply', config]], state);
    }
    for (const state of stopped) {
      await applyTo(state, { start: true });
      assert.deepEqual(done, [['reopen', config]], state);
      await applyTo(state);
      assert.deepEqual(done, [['apply', config]], state);
    }
  });

  it('is saved after it is applied to a running one, and before one is started', async () => {
    for (const state of running) {
      await applyTo(state, { save: true });
      assert.deepEqual(
        done,
        [
          ['apply', config],
          ['save e', config],
        ],
        state,
      );
    }
    for (const state of stopped) {
      await applyTo(state, { start: true, save: true });
      assert.deepEqual(
        done,
        [
          ['save e', config],
          ['reopen', config],
        ],
        state,
      );
    }
  });

  it('is rejected whole with the invalid field, and fails with a sentence', async () => {
    await assert.rejects(applyTo('open', { save: true }, { ...config, maxPeers: 0 }), /maxPeers: /);
    assert.deepEqual(done, []);
    const taken = SocketError.system('EADDRINUSE', { operation: 'listen', address: 'tcp://127.0.0.1:9000' });
    const failed = applyTo('open', { save: true }, config, taken);
    await assert.rejects(failed, /^Error: Cannot listen on 127\.0\.0\.1:9000/);
    assert.deepEqual(done.at(-1), ['save e', config], 'the endpoint has it anyway');
  });
});
