/** Code that another extension would write. Compiles against the published types alone. */
import type { Endpoint, EndpointConfig, PortsideApi, Transfer, VideoStream } from 'portside';
import { Uri } from 'vscode';

export async function answerPings(portside: PortsideApi): Promise<string> {
  const config: EndpointConfig = {
    kind: 'tcp-server',
    address: ':0',
    framing: { line: 'lf' },
    reply: [{ when: { regex: '^ping (\\d+)' }, send: 'pong {{1}}' }],
  };
  const server: Endpoint = await portside.open(config, { reveal: true });
  for (const { path, message } of server.warnings) console.warn(path, message);
  server.onDidChange(() => console.log(server.state, server.counters.bytesIn));
  for (const peer of await server.peers()) await server.send(new Uint8Array([1]), { peer: peer.id });
  const [first] = await server.transcript({ from: -1 });
  const transfer: Transfer = await server.sendFile(Uri.file('/tmp/photo.png'), { mode: 'framed', peer: 'p1' });
  console.log(transfer.peer.id, transfer.peer.address);
  if (transfer.state === 'running' && transfer.bytes > (transfer.size ?? 0)) await transfer.cancel();
  const video: VideoStream = await server.startVideo({
    source: 'test-pattern',
    codec: 'jpeg',
    fps: 10,
    toNewPeers: true,
  });
  if (video.state === 'running' && video.counters.framesOut > 10) await video.stop();
  const { sha256 } = await transfer.done;
  if (sha256 !== undefined) return sha256;
  if (first?.event?.code === 'peerReset') return first.event.by;
  return server.address;
}
