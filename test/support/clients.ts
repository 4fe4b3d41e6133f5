/** TCP clients that are destroyed after each test. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Returns a function that connects to a port of this machine, on the loopback interface by default. */
export function clientsOfEachTest(): (port: number, host?: string) => Promise<Socket> {
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  return async (port, host = '127.0.0.1') => {
    // A window that closes resets it. A test that expects this listens for it itself.
    const socket = connect(port, host).on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };
}
