/** The transfers shown in pictures: a receiver of framed files with two that are complete, one in progress and one that failed. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { dataHeader, encodeFramedMessage } from '../../src/core/transfer/framedMessage.ts';
import type { PanelOnScreen } from './panelOnScreen.ts';
import { root } from './paths.ts';
import { sha256Of } from './sha256Of.ts';

const wholeBytes = 10_000_000;
const dataBytes = 1024 * 1024;

/** Leaves the receiver's panel visible, with its files in `directory`. The sender stays connected until it is destroyed. */
export async function filesOnTheirWay(window: PanelOnScreen, directory: string): Promise<Socket> {
  await window.start('Start TCP Server', 0);
  await window.edit({ name: 'receiver', files: { mode: 'framed', directory } });
  await window.openPanel();
  // It has been opened and changed.
  await window.rows.nth(1).waitFor();
  const sender = connect(await window.port(), '127.0.0.1');
  await once(sender, 'connect');
  const answers = sender[Symbol.asyncIterator]();
  const icon = await readFile(join(root, 'media/icon.png'));
  for (const [name, bytes] of [
    ['portside.png', icon],
    ['measurements of the whole night, every second of it, 2026-11-20 to 2026-11-21.csv', randomBytes(70_000)],
  ] as const) {
    announceFile(sender, name, bytes.length);
    sendFileBytes(sender, bytes);
    endFile(sender, bytes);
    await answers.next();
  }
  announceFile(sender, 'wrong.bin', 4);
  sendFileBytes(sender, randomBytes(4));
  endFile(sender, new Uint8Array());
  await answers.next();
  announceFile(sender, 'disk-image.iso', wholeBytes);
  sendFileBytes(sender, randomBytes(4_200_000));
  await window.panel.getByRole('progressbar').waitFor();
  return sender;
}

/** Opens the history in place of those that are shown without it. */
export async function filesThatEnded(window: PanelOnScreen): Promise<void> {
  const transfers = window.words('Transfers ({0})').replace('{0}', '4');
  await window.panel.getByRole('button', { name: transfers, pressed: true }).click();
  await window.panel.getByRole('button', { name: transfers, pressed: false }).click();
  await window.panel.getByText('portside.png').first().waitFor();
}

/** Starts a file of the framed format. */
export function announceFile(sender: Socket, name: string, size: number): void {
  sender.write(encodeFramedMessage({ type: 'file', version: 1, name, size, resume: false }));
}

/** Sends bytes of the announced file. */
export function sendFileBytes(sender: Socket, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += dataBytes) {
    const data = bytes.subarray(at, at + dataBytes);
    sender.write(dataHeader(data.length));
    sender.write(data);
  }
}

/** Ends a file with the hash of these bytes, which should be its own. */
export function endFile(sender: Socket, bytes: Uint8Array): void {
  sender.write(encodeFramedMessage({ type: 'end', sha256: sha256Of(bytes) }));
}
