import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { PanelCalls } from '../../../../src/protocol/panelCalls.ts';
import { DraftCheck } from '../../../../webview/form/draftCheck.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';

type Checked = Awaited<ReturnType<PanelCalls['checkConfig']>>;

describe('a draft check', () => {
  const examples = { framing: { bytes: Uint8Array.of(1), textBytes: 5 } };
  const found: Checked = { problems: [{ path: 'address', message: 'No.' }], unknownKeys: ['x'], examples };
  let draft: EndpointConfig;
  let updates: number;
  let checkedConfigs: EndpointConfig[];
  let asked: { readonly config: EndpointConfig; readonly answer: PromiseWithResolvers<Checked> }[];
  let check: DraftCheck;
  const settled = async () => {
    for (let turns = 0; turns < 3; turns++) await new Promise(setImmediate);
  };

  beforeEach(async () => {
    await beginPage();
    mock.timers.enable({ apis: ['setTimeout'] });
    draft = { kind: 'tcp-server', address: ':1' };
    updates = 0;
    checkedConfigs = [];
    asked = [];
    hostDoes.checkConfig = config => {
      const answer = Promise.withResolvers<Checked>();
      asked.push({ config, answer });
      return answer.promise;
    };
    check = new DraftCheck(
      { requestUpdate: () => updates++ } as unknown as ReactiveControllerHost,
      () => draft,
      config => checkedConfigs.push(config),
    );
  });

  afterEach(() => mock.timers.reset());

  it('runs once the user pauses, for the draft at that time', async () => {
    check.soon(150);
    mock.timers.tick(149);
    check.soon(150);
    mock.timers.tick(149);
    await settled();
    assert.equal(asked.length, 0);
    draft = { ...draft, address: ':2' };
    mock.timers.tick(1);
    await settled();
    assert.deepEqual(
      asked.map(({ config }) => config.address),
      [':2'],
    );
  });

  it('returns problems and unknown keys, which are drawn', async () => {
    check.soon(0);
    mock.timers.tick(0);
    await settled();
    asked[0]?.answer.resolve(found);
    await settled();
    assert.deepEqual([check.problems, check.unknownKeys, updates], [found.problems, ['x'], 1]);
    assert.deepEqual(check.examples, examples);
    assert.deepEqual(checkedConfigs, [draft]);
  });

  it('is discarded for a draft that has changed since, or if a newer check replaced it', async () => {
    check.soon(0);
    mock.timers.tick(0);
    check.soon(0);
    mock.timers.tick(0);
    await settled();
    asked[0]?.answer.reject(new SocketError('CANCELLED'));
    draft = { ...draft };
    asked[1]?.answer.resolve(found);
    await settled();
    assert.equal(asked.length, 2);
    assert.deepEqual([check.problems, check.unknownKeys, updates, checkedConfigs], [[], [], 0, []]);
  });

  it('omits keys that the kind doesn’t have', async () => {
    draft = { kind: 'udp', address: ':1', framing: 'slip' };
    check.soon(0);
    mock.timers.tick(0);
    await settled();
    assert.deepEqual(asked[0]?.config, { kind: 'udp', address: ':1' });
  });

  it('doesn’t run once it is stopped', async () => {
    check.soon(0);
    check.stop();
    mock.timers.tick(1000);
    await settled();
    assert.equal(asked.length, 0);
  });
});
