import assert from 'node:assert/strict';
import { parseAddress } from '../../../../src/core/address.ts';
import type { EndpointKind } from '../../../../src/core/endpointConfig.ts';
import { addressFields } from '../../../../webview/form/addressFields.ts';

describe('the address fields', () => {
  const address = (kind: EndpointKind) => {
    const field = addressFields({ kind, address: '' }).find(({ path }) => path[0] === 'address');
    assert.ok(field);
    return field;
  };
  const kinds: EndpointKind[] = ['tcp-server', 'tcp-client', 'udp'];

  it('describe each kind', () => {
    const [kind] = addressFields({ kind: 'udp', address: '' });
    assert.equal(
      kind?.help,
      'A TCP server waits for clients. A TCP client connects to a server. A UDP socket exchanges datagrams.',
    );
  });

  it('explain what the address is for', () => {
    assert.deepEqual(
      kinds.map(kind => address(kind).label),
      ['Listen on', 'Connect to', 'Listen on'],
    );
  });

  it('have examples for their kind, which are valid as they are', () => {
    for (const kind of kinds) {
      const { help, control } = address(kind);
      assert.ok(control.type === 'text' && parseAddress(control.placeholder ?? ''));
      const examples = help.match(/(?:unix:\/\S+|\S*:\d+)(?=[ ,.)])/g) ?? [];
      assert.ok(examples.length > 1, help);
      for (const example of examples) assert.ok(parseAddress(example), example);
    }
    assert.match(address('tcp-client').help, /localhost:9000/);
    assert.doesNotMatch(address('udp').help, /unix:/);
  });
});
