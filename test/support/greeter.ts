/** The conversation that pictures show: a server that greets, and three clients who have said what pictures need. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Workbench } from './workbench.ts';

const port = 12_345;
const answering = { when: { regex: '^Hi' }, send: 'Server received your message: {{message}}' };
/** What each client says, and what shows of that. */
const messages = [
  { says: 'Hi', shows: 'Server received your message' },
  { says: 'temperature=21.5\r\nhumidity=48\r\n', shows: 'temperature' },
  { says: Buffer.from([2, 0, 0x1f, 0xff, 0x50, 0x49, 0x4e, 0x47, 3]), shows: 'PING' },
];

/** Leaves the server's panel showing. The clients stay until they are destroyed. */
export async function converseWithGreeter(workbench: Workbench): Promise<Socket[]> {
  await workbench.start('Start TCP Server', port);
  await workbench.edit({ name: 'greeter', greeting: 'Thank you for connecting', reply: [answering] });
  await workbench.runCommand('Portside: Open Panel');
  await workbench.rows.filter({ hasText: 'settings changed' }).waitFor();
  const clients = [];
  for (const { says, shows } of messages) {
    const client = connect(port, '127.0.0.1');
    await once(client, 'data');
    client.write(says);
    clients.push(client);
    // One after the other, or their rows would mix.
    await workbench.rows.filter({ hasText: shows }).first().waitFor();
  }
  return clients;
}
