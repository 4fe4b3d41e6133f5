import assert from 'node:assert/strict';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import {
  type DefaultFraming,
  defaultFramings,
  type EndpointDefaults,
  withDefaults,
} from '../../../../src/core/config/endpointDefaults.ts';

describe('defaults of new endpoints', () => {
  const plain: EndpointDefaults = { encoding: 'utf8', lineEnding: 'none', framing: 'none' };
  const server = { kind: 'tcp-server', address: ':0' } as const;

  it('add nothing if they are the built-in ones', () => assert.deepEqual(withDefaults(server, plain), server));

  it('fill in what a config omits', () => {
    const wanted: EndpointDefaults = { encoding: 'latin1', lineEnding: 'crlf', framing: 'nul' };
    assert.deepEqual(withDefaults(server, wanted), {
      ...server,
      encoding: 'latin1',
      lineEnding: 'crlf',
      framing: { delimiter: { hex: '00' } },
    });
    const chosen = { ...server, encoding: 'utf8', lineEnding: 'none', framing: 'none' } as const;
    assert.deepEqual(withDefaults(chosen, wanted), chosen);
  });

  it('add no framing to datagrams', () =>
    assert.deepEqual(withDefaults({ kind: 'udp', address: ':0' }, { ...plain, lineEnding: 'lf', framing: 'lf' }), {
      kind: 'udp',
      address: ':0',
      lineEnding: 'lf',
    }));

  for (const framing of Object.keys(defaultFramings) as DefaultFraming[])
    it(`produce a usable config: ${framing}`, () => {
      const config = withDefaults(server, { ...plain, framing });
      assert.deepEqual(parseEndpointConfig(config).config, config);
    });
});
