/** The conversation shown in pictures: a server with a greeting, and three clients that have sent messages. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Workbench } from '../../support/workbench.ts';

const port = 12_345;
const answering = { when: { regex: '^Hi' }, send: 'Server received your message: {{message}}' };
/** The message of each client, and the part of it that is shown. */
const messages = [
  { says: 'Hi', shows: 'Server received your message' },
  { says: 'temperature=21.5\r\nhumidity=48\r\n', shows: 'temperature' },
  { says: Buffer.from([2, 0, 0x1f, 0xff, 0x50, 0x49, 0x4e, 0x47, 3]), shows: 'PING' },
];

/** Leaves the server's panel visible. The clients stay connected until they are destroyed. */
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
    // One after another, otherwise their rows would be interleaved.
    await workbench.rows.filter({ hasText: shows }).first().waitFor();
  }
  return clients;
}
