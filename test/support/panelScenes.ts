/** The contents of the panel in tests and pictures that look at all of it, in any language. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Locator } from 'playwright-core';
import { pickledPicture, prefixedPayload } from '../../src/core/video/writePicture.ts';
import type { PanelOnScreen } from './panelOnScreen.ts';

/** Connects to a port, as `clientsOfEachTest` does. */
export type Connect = (port: number) => Promise<Socket>;

/** Returns the button that has this English name, in the page's language. */
export function button(window: PanelOnScreen, name: string): Locator {
  return window.panel.getByRole('button', { name: window.words(name), exact: true });
}

/** Returns the radio button that has this English name, in the page's language. */
export function radio(window: PanelOnScreen, group: string, name: string): Locator {
  return window.panel
    .getByRole('radiogroup', { name: window.words(group), exact: true })
    .getByRole('radio', { name: window.words(name), exact: true });
}

/** Returns the chip of a peer, or of a port. */
export function peerChip(window: PanelOnScreen, peer: string | number): Locator {
  return window.panel
    .getByRole('group', { name: window.words('Show messages for') })
    .getByRole('button', { name: String(peer) });
}

/** Shows the chat of a new server with one peer that has sent something. */
export async function saidByOne(window: PanelOnScreen, connect: Connect, text: string): Promise<Socket> {
  await window.start('Start TCP Server', 0);
  const peer = await connect(await window.port());
  peer.write(text);
  await window.rows.filter({ hasText: text }).waitFor();
  return peer;
}

/** Adds to the chat of the visible server: one peer sends a line, the other one bytes. Returns the first. */
export async function saidByTwo(window: PanelOnScreen, connect: Connect): Promise<Socket> {
  const port = await window.port();
  const [first, second] = [await connect(port), await connect(port)];
  first.write('hello\r\n');
  second.write(Buffer.from([0, 1, 2, 0xff]));
  await window.rows.filter({ hasText: 'hello' }).waitFor();
  await window.rows.filter({ hasText: '\\xff' }).waitFor();
  return first;
}

/** Shows an entry that is JSON. */
export async function entryOfJson(window: PanelOnScreen, connect: Connect): Promise<void> {
  await saidByOne(window, connect, '{"hello":1}');
  await window.rows.filter({ hasText: 'hello' }).press('Enter');
}

/** Shows an entry that is a pickle, as a tree. */
export async function entryOfPickle(window: PanelOnScreen, connect: Connect): Promise<void> {
  await window.start('Start TCP Server', 0);
  const peer = await connect(await window.port());
  // The result of Python's pickle.dumps({'name': 'cam', 'at': (1, 2.5)}).
  peer.write(
    Buffer.from(
      '80049524000000000000007d94288c046e616d65948c0363616d948c026174944b014740040000000000008694752e',
      'hex',
    ),
  );
  await window.rows.filter({ hasText: 'cam' }).press('Enter');
  await window.panel.getByRole('radio', { name: 'Pickle' }).click();
  await window.panel.getByRole('treeitem').first().waitFor();
}

/** Starts a server whose port is in use. Returns a function that frees the port. */
export async function failedServer(window: PanelOnScreen): Promise<() => void> {
  const taken = createServer().listen(0, '0.0.0.0');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await window.start('Start TCP Server', `0.0.0.0:${port}`);
  await window.panel.getByRole('alert').first().waitFor();
  return () => taken.close();
}

/**
 * Shows all messages again: of two clients of the server, the one that was shown alone has disconnected, with a half-written message to it.
 */
export async function shownAloneAndGone(window: PanelOnScreen, connect: Connect): Promise<void> {
  const port = await window.port();
  const goes = await connect(port);
  goes.write('remember me');
  await window.rows.filter({ hasText: 'remember me' }).first().waitFor();
  const stays = await connect(port);
  // Otherwise, it could be mistaken for one that connected later.
  await peerChip(window, `:${stays.localPort}`).waitFor();
  await peerChip(window, `:${goes.localPort}`).click();
  await window.composer.fill('for you alone');
  goes.destroy();
  await button(window, 'Show Its Messages').waitFor();
}

/** Connects enough clients to the visible server that one is chosen from a list. */
export async function twelvePeers(window: PanelOnScreen, connect: Connect): Promise<Locator> {
  const port = await window.port();
  await Promise.all(Array.from({ length: 12 }, () => connect(port)));
  const list = window.panel.locator('#shown-peer').getByRole('button');
  await list.waitFor();
  return list;
}

/** Shows that a peer of a new server offers video. The returned function sends a picture. */
export async function offeredVideo(window: PanelOnScreen, connect: Connect): Promise<() => void> {
  const peer = (await connect(await window.port())).resume();
  const send = () => void peer.write(orangeFrame());
  send();
  await button(window, 'Show Video').waitFor();
  return send;
}

/** Sends the test pattern to all clients, five pictures a second: each one shown costs processor time. */
export async function sendSlowPattern(window: PanelOnScreen): Promise<void> {
  await button(window, 'Send Video…').first().click();
  const format = ['Change Format…', 'Pickled numpy array (BGR)', '8 bytes, little-endian'];
  for (const choice of format) await window.pick(window.words(choice));
  await window.pick('640 × 480');
  await window.pick(window.words('{0} fps').replace('{0}', '5'));
  await window.pick(window.words('Test pattern'));
  await window.pick(window.words('All clients'));
}

/** As Python would send it. */
function orangeFrame(): Uint8Array {
  const [width, height] = [64, 48];
  const pixels = Uint8Array.from({ length: 3 * width * height }, (_, at) => [0, 128, 255][at % 3] ?? 0);
  return Buffer.concat(prefixedPayload(pickledPicture({ width, height, order: 'bgr', pixels }), 'little'));
}
