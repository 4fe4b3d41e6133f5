import assert from 'node:assert/strict';
import { PageConfig } from '../../../../src/client/page/pageConfig.ts';
import type { PanelEndpoint } from '../../../../src/protocol/panelCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('the config known to a page', () => {
  const endpoint = endpointSnapshot('e', 1);
  const { config: _, ...figures } = endpoint;
  const other = { ...endpoint, config: { ...endpoint.config, name: 'other' } };
  let sent: PanelEndpoint[];
  let config: PageConfig;

  beforeEach(() => {
    sent = [];
    config = new PageConfig();
  });
  const received = async (one: PanelEndpoint) => void sent.push(one);

  it('is sent once, and again when it has changed', async () => {
    await config.send(endpoint, received);
    await config.send(structuredClone(endpoint), received);
    await config.send(other, received);
    await config.send(other, received);
    const { config: _config, ...named } = other;
    assert.deepEqual(sent, [endpoint, figures, other, named]);
  });

  it('is sent again to a new page, and to one that may not have received it', async () => {
    await config.send(endpoint, received);
    config.forget();
    await config.send(endpoint, received);
    await assert.rejects(config.send(endpoint, () => Promise.reject(new Error('hidden'))));
    await config.send(endpoint, received);
    assert.deepEqual(sent, [endpoint, endpoint, endpoint]);
  });

  it('isn’t considered received because the previous page received it', async () => {
    const receipt = Promise.withResolvers<void>();
    const sending = config.send(endpoint, () => receipt.promise);
    config.forget();
    receipt.resolve();
    await sending;
    await config.send(endpoint, received);
    assert.deepEqual(sent, [endpoint]);
  });
});
