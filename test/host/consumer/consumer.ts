/** What another extension would write: compiles against the published types alone. */
import type { Endpoint, EndpointConfig, PortsideApi } from 'portside';

export async function answerPings(portside: PortsideApi): Promise<string> {
  const config: EndpointConfig = {
    kind: 'tcp-server',
    address: ':0',
    framing: { line: 'lf' },
    reply: [{ when: { regex: '^ping (\\d+)' }, send: 'pong {{1}}' }],
  };
  const server: Endpoint = await portside.open(config, { reveal: true });
  server.onDidChange(() => console.log(server.state, server.counters.bytesIn));
  for (const peer of await server.peers()) await server.send(new Uint8Array([1]), { peer: peer.id });
  const [first] = await server.transcript({ from: -1 });
  if (first?.event?.code === 'peerReset') return first.event.by;
  return server.address;
}
