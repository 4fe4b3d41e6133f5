// A greeter: thanks each client for connecting and closes.
import { createServer } from 'node:net';

const server = createServer(client => {
  console.log('greeted', client.remoteAddress, client.remotePort);
  client.end('Thank you for connecting');
});
server.listen(12346, '127.0.0.1', () => console.log('Greeting on port 12346. Ctrl+C ends.'));
