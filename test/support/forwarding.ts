/** Forwards a port as a path, as code-server does: `/proxy/…` leads to the port, with the Host header that the browser sent. */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';

const prefix = '/proxy';

export interface Forwarding {
  /** Returns the forwarded address of a URL on the port. */
  at(url: string): string;
  close(): void;
}

/** Adds `headers` to every response, replacing the response's own. */
export async function forward(port: number, headers: Record<string, string> = {}): Promise<Forwarding> {
  const server: Server = createServer(({ url = '', headers: asked }, response) => {
    const path = url.slice(prefix.length);
    request({ port, path, headers: asked }, answer => {
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...headers });
      answer.pipe(response);
    }).end();
  });
  server.on('upgrade', ({ url = '', rawHeaders }, near) => {
    const far = connect(port, '127.0.0.1');
    const lines = rawHeaders.map((text, at) => (at % 2 ? `${text}\r\n` : `${text}: `)).join('');
    far.write(`GET ${url.slice(prefix.length)} HTTP/1.1\r\n${lines}\r\n`);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => near.destroy() && far.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as { port: number };
  return {
    at: url => `http://localhost:${own}${prefix}${new URL(url).pathname}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
