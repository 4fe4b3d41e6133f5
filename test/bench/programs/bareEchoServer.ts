/** Minimal echo server in Node. Prints its port. */
import { type AddressInfo, createServer } from 'node:net';

const server = createServer({ noDelay: true }, socket => {
  socket.pipe(socket);
  socket.on('error', () => undefined);
}).listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
