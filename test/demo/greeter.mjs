// A greeter: thanks each client for connecting and closes.
import { createServer } from 'node:net';

const server = createServer(client => {
  console.log('greeted', client.remoteAddress, client.remotePort);
  client.end('Thank you for connecting');
});
server.listen(9001, '127.0.0.1', () => console.log('Listening on port 9001. Press Ctrl+C to stop.'));
