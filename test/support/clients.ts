/** TCP clients of a test, which go with it. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Gives what connects to a port of this machine, on the loopback interface by default; what is connected is destroyed after each test. */
export function clientsOfEachTest(): (port: number, host?: string) => Promise<Socket> {
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  return async (port, host = '127.0.0.1') => {
    // Whose window closes resets it: that is told by the test that cares.
    const socket = connect(port, host).on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };
}
