/** What the panel shows in tests that look at all of it, in any language: scenes are set by no words of ours. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { pickledPicture, prefixedPayload } from '../../src/core/video/writePicture.ts';
import { filesOnTheirWay, filesThatEnded } from './filesOnTheirWay.ts';
import type { Workbench } from './workbench.ts';

/** Connects to a port, as `clientsOfEachTest` does. */
type Connect = (port: number) => Promise<Socket>;

/** Notes what it finds wrong with what is shown. */
type Look = (view: string) => Promise<void>;

/** The chat of a new server with one peer that has said something. */
export async function saidByOne(workbench: Workbench, connect: Connect, text: string): Promise<Socket> {
  await workbench.start('Start TCP Server', 0);
  const peer = await connect(await workbench.port());
  peer.write(text);
  await workbench.rows.filter({ hasText: text }).waitFor();
  return peer;
}

/** The chat of the server that shows: one peer said a line, the other one bytes. */
export async function saidByTwo(workbench: Workbench, connect: Connect): Promise<void> {
  const port = await workbench.port();
  const [first, second] = [await connect(port), await connect(port)];
  first.write('hello\r\n');
  second.write(Buffer.from([0, 1, 2, 0xff]));
  await workbench.rows.filter({ hasText: 'hello' }).waitFor();
  await workbench.rows.filter({ hasText: '\\xff' }).waitFor();
}

/** An entry of JSON that is looked at closely. */
export async function entryOfJson(workbench: Workbench, connect: Connect): Promise<void> {
  await saidByOne(workbench, connect, '{"hello":1}');
  await workbench.rows.filter({ hasText: 'hello' }).press('Enter');
}

/** Files on their way, then the history of those that ended. */
export async function lookAtFiles(workbench: Workbench, directory: string, look: Look): Promise<void> {
  const sender = await filesOnTheirWay(workbench, directory);
  await look('files on their way');
  await filesThatEnded(workbench);
  await look('files that ended');
  sender.destroy();
}

/** A server whose port is taken, then the same on the free port, which others can reach. */
export async function lookAtFailure(workbench: Workbench, look: Look): Promise<void> {
  const taken = createServer().listen(0, '0.0.0.0');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await workbench.start('Start TCP Server', `0.0.0.0:${port}`);
  await workbench.panel.getByRole('alert').first().waitFor();
  await look('the banner of a failure');
  taken.close();
  await workbench.panel.locator('.banner .link').first().click();
  await workbench.panel.locator('.state.open').waitFor();
  await look('a server that others can reach');
}

/** Of two clients of the server that shows, the one that is shown alone has gone, with a message to it half written. */
export async function shownAloneAndGone(workbench: Workbench, connect: Connect): Promise<void> {
  const port = await workbench.port();
  const goes = await connect(port);
  goes.write('remember me');
  await workbench.rows.filter({ hasText: 'remember me' }).first().waitFor();
  await connect(port);
  await workbench.panel.locator('.chip', { hasText: `:${goes.localPort}` }).click();
  // By its class: its name is another one in another language.
  await workbench.panel.locator('.composer textarea').fill('for you alone');
  goes.destroy();
  await workbench.panel.locator('.gone-line').waitFor();
}

/** Among twelve peers of the server that shows one is chosen from a list. */
export async function twelvePeers(workbench: Workbench, connect: Connect): Promise<void> {
  const port = await workbench.port();
  await Promise.all(Array.from({ length: 12 }, () => connect(port)));
  await workbench.panel.locator('vscode-single-select').waitFor();
}

/** Video that a peer sends: offered, shown, beside what is sent to it, and ended. */
export async function lookAtVideo(workbench: Workbench, connect: Connect, look: Look): Promise<void> {
  await workbench.start('Start TCP Server', 0);
  await workbench.panel.locator('.toolbar .codicon-device-camera-video').click();
  await look('no video yet');
  const peer = (await connect(await workbench.port())).resume();
  peer.write(orangeFrame());
  await workbench.panel.locator('.banner .codicon-device-camera-video').waitFor();
  await look('video that is offered');
  await workbench.panel.locator('.banner .link').first().click();
  await workbench.panel.locator('.video').waitFor();
  peer.write(orangeFrame());
  await workbench.panel.locator('.video canvas:not([width="0"])').waitFor();
  await look('video that is received');
  await workbench.panel.locator('.videos .rail-heading .codicon-add').click();
  // The test pattern, to each that connects: what comes first.
  for (const question of ['.codicon-symbol-color', `text=${peer.localPort}`]) {
    await workbench.page.locator('.quick-input-list .monaco-list-row').locator(question).first().waitFor();
    await workbench.confirm();
  }
  // Not any canvas: the graph of the throughput is one, too.
  await workbench.has(2, workbench.panel.locator('portside-picture canvas:not([width="0"])'));
  await look('the own picture inside the other');
  await workbench.panel.locator('.videos .rail-heading .codicon-layout-panel-right').click();
  await workbench.panel.locator('.video-inset').waitFor({ state: 'detached' });
  await look('both pictures side by side');
  await workbench.panel.locator('.video .codicon-debug-pause').click();
  await workbench.panel.locator('.video-muted').waitFor();
  await workbench.panel.locator('.video .codicon-debug-stop').first().click();
  await workbench.panel.locator('.video-ended').waitFor();
  await look('video that is muted, and that ended');
}

/** As Python would send it. */
function orangeFrame(): Uint8Array {
  const [width, height] = [64, 48];
  const pixels = Uint8Array.from({ length: 3 * width * height }, (_, at) => [0, 128, 255][at % 3] ?? 0);
  return Buffer.concat(prefixedPayload(pickledPicture({ width, height, order: 'bgr', pixels }), 'little'));
}

/** An entry that is a pickle, as a tree. */
export async function entryOfPickle(workbench: Workbench, connect: Connect): Promise<void> {
  await workbench.start('Start TCP Server', 0);
  const peer = await connect(await workbench.port());
  // What Python's pickle.dumps({'name': 'cam', 'at': (1, 2.5)}) gives.
  peer.write(
    Buffer.from(
      '80049524000000000000007d94288c046e616d65948c0363616d948c026174944b014740040000000000008694752e',
      'hex',
    ),
  );
  await workbench.rows.filter({ hasText: 'cam' }).press('Enter');
  // Behind hex and text, when the engine has told what it is.
  await workbench.panel.locator('.entry-bar .segments button').nth(2).click();
  await workbench.panel.locator('.pickle-row').first().waitFor();
}
