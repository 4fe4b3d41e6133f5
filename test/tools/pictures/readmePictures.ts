/** Takes the README's pictures: what Portside is for, each in a conversation that is easy to understand. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { announceFile, endFile, sendFileBytes } from '../../support/filesOnTheirWay.ts';
import { playFilm } from '../../support/videoFrames.ts';
import type { Workbench } from '../../support/workbench.ts';
import { harborPicture } from './harborFilm.ts';
import type { Photographer } from './photographer.ts';

/** The panel beside code. */
const besideCode = { width: 1060, height: 642 };
/** Files and video, at the width that the panel has beside code. */
const narrow = { width: 640, height: 640 };
/** Wide enough for a row of the form, and for both tables of numbers. */
const wide = { width: 840, height: 860 };
/** Ports of clients, outside the range that systems pick from, so that each run shows the same ones. */
const clientPorts = [61_001, 61_002, 61_003] as const;

const sashSteps = 5;
/** A file that is being transferred while its picture is taken. */
const trickleBytes = 150_000;
const trickleMs = 200;
/** Drawn in advance: the machine that takes the picture may be slow. */
const filmFrames = 60;
const filmMs = 66;

const greenhouse = `"""Reports the greenhouse to its station."""
import json
import socket
import time

from sensor import humidity, temperature

station = socket.create_connection(
    ("127.0.0.1", 9000))
lines = station.makefile("rw")


def report(**values):
    lines.write(json.dumps(values) + "\\n")
    lines.flush()
    return json.loads(lines.readline())


plan = report(hello="greenhouse")
while True:
    answer = report(temperature=temperature(),
                    humidity=humidity())
    if answer.get("window") == "open":
        print("Opening the window")
    time.sleep(plan["every"])
`;

/** Starts without a question. */
const saved = [
  {
    kind: 'tcp-server',
    address: '127.0.0.1:9000',
    name: 'station',
    framing: { line: 'lf' },
    reply: [
      { when: { regex: '"hello"' }, send: '{"every": 60}' },
      { when: { regex: '"temperature": [12]\\d' }, send: '{"ok": true}' },
    ],
  },
  {
    kind: 'tcp-server',
    address: '127.0.0.1:2121',
    name: 'login',
    framing: { line: 'any' },
    greeting: '220 Harbor ready',
    reply: [
      { when: { text: 'QUIT' }, send: '221 Fair winds', close: true },
      { when: { regex: '^USER (?P<name>\\w+)' }, send: '331 Hello {{name}}' },
      { when: { regex: '^PASS ' }, send: '230 Welcome aboard', delayMs: 300 },
    ],
  },
  { kind: 'udp', address: '127.0.0.1:20001', name: 'buoy' },
  { kind: 'tcp-server', address: '127.0.0.1:9002', name: 'logbook', files: { mode: 'framed', directory: 'received' } },
  { kind: 'tcp-server', address: '127.0.0.1:9999', name: 'harbor camera' },
];

/** Begins in a window without endpoints, with the Connections view open. */
export async function photographReadme(photographer: Photographer, folder: string): Promise<void> {
  const { workbench } = photographer;
  await photographer.use({ 'portside.endpoints': saved });
  await workbench.treeItem('buoy').waitFor();
  await workbench.page.keyboard.press('ControlOrMeta+B');
  await workbench.tree.waitFor({ state: 'hidden' });
  for (const take of [panel, rules, bytes, files, video]) {
    await take(photographer, folder);
    await workbench.runCommand('View: Close All Editors');
  }
}

async function panel(photographer: Photographer, folder: string): Promise<void> {
  const { workbench } = photographer;
  const { page } = workbench;
  await page.setViewportSize(besideCode);
  await writeFile(join(folder, 'greenhouse.py'), greenhouse);
  await openWorkbenchFile(workbench, 'greenhouse.py', 'plan');
  await startSaved(workbench, 'station');
  await using clients = new Clients();
  const first = await clients.connect(9000);
  await workbench.rows.filter({ hasText: 'connected' }).waitFor();
  await saidAndAnswered(workbench, first, '{"hello": "greenhouse"}', 'every');
  await saidAndAnswered(workbench, first, '{"temperature": 21.5, "humidity": 48}', 'ok');
  const second = await clients.connect(9000);
  await saidAndAnswered(workbench, second, '{"hello": "cellar"}', 'cellar');
  first.write('{"temperature": 31.8, "humidity": 35}\n');
  await workbench.rows.filter({ hasText: '31.8' }).waitFor();
  await workbench.panel.getByLabel('To', { exact: true }).selectOption({ label: `:${clientPorts[0]}` });
  await workbench.composer.fill('{"window": "open"}');
  // Code has many colors beside the state's.
  await photographer.take('panel', { colors: 128 });
}

async function rules(photographer: Photographer): Promise<void> {
  const { workbench } = photographer;
  const { panel, page } = workbench;
  await page.setViewportSize(wide);
  await startSaved(workbench, 'login');
  await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
  await panel.getByLabel('Test rules').fill('USER ada');
  const result = panel.getByText('331 Hello ada');
  await result.scrollIntoViewIfNeeded();
  await photographer.take('rules', { parts: [panel.getByRole('list', { name: 'Rules' }), result], margin: 2 });
}

async function bytes(photographer: Photographer): Promise<void> {
  const { workbench } = photographer;
  const { page, panel, rows } = workbench;
  await page.setViewportSize(wide);
  await startSaved(workbench, 'buoy');
  await using buoy = new Buoy();
  for (const [number, celsius] of [11.5, 11.75, 12].entries()) await buoy.report(number, celsius);
  await panel.getByRole('radio', { name: 'Log' }).click();
  await rows.filter({ hasText: 'BUOY' }).nth(2).waitFor();
  await rows.filter({ hasText: 'BUOY' }).nth(1).press('Enter');
  const entry = panel.getByRole('region', { name: 'Entry' });
  await entry.getByRole('radio', { name: 'Hex' }).waitFor();
  await entry.locator(':focus').waitFor();
  for (let at = 0; at < Buoy.celsiusOffset; at++) await page.keyboard.press('ArrowRight');
  await entry.getByText(`Offset ${Buoy.celsiusOffset} `).waitFor();
  // Room for all numbers; without the focus afterwards, whose outline would be distracting.
  const sash = panel.getByRole('separator', { name: 'Resize the entry view' });
  for (let step = 0; step < sashSteps; step++) await sash.press('ArrowUp');
  await sash.evaluate(element => element.blur());
  await photographer.take('bytes', { parts: [page.locator('.tabs-and-actions-container').first(), entry] });
}

async function files(photographer: Photographer): Promise<void> {
  const { workbench } = photographer;
  await workbench.page.setViewportSize(narrow);
  await startSaved(workbench, 'logbook');
  await using clients = new Clients();
  const sender = await clients.connect(9002);
  const answered = once(sender, 'data');
  const tides = Buffer.from('time,level\n'.repeat(4000));
  announceFile(sender, 'tides-2026.csv', tides.length);
  sendFileBytes(sender, tides);
  endFile(sender, tides);
  await answered;
  announceFile(sender, 'sea-chart.pdf', 48_000_000);
  sendFileBytes(sender, Buffer.alloc(29_000_000));
  const trickling = setInterval(() => sendFileBytes(sender, Buffer.alloc(trickleBytes)), trickleMs);
  sender.on('close', () => clearInterval(trickling));
  await workbench.panel.getByRole('progressbar').waitFor();
  await workbench.panel.getByText('left').first().waitFor();
  await photographer.take('files');
}

async function video(photographer: Photographer): Promise<void> {
  const { workbench } = photographer;
  await workbench.page.setViewportSize(narrow);
  await startSaved(workbench, 'harbor camera');
  await using clients = new Clients();
  const sender = await clients.connect(9999);
  // Before the first picture, so that none of it is recorded as a message.
  await workbench.rows.filter({ hasText: 'connected' }).waitFor();
  await workbench.runCommand('Portside: Show Video');
  await workbench.rows.filter({ hasText: 'video' }).waitFor();
  const film = Array.from({ length: filmFrames }, (_, at) => harborPicture(at));
  playFilm(sender.resume(), filmMs, number => film[number % filmFrames] ?? harborPicture(number));
  await workbench.panel.getByRole('button', { name: 'Actual Size' }).click();
  await workbench.panel.locator('portside-picture canvas:not([width="0"])').waitFor();
  // The figures say nothing yet about the first pictures, and the rate too little about the first second.
  const figures = workbench.panel.locator('.video-figures');
  await figures.filter({ hasText: /(?:[4-9]\d|\d{3})\sframes/ }).waitFor();
  await figures.filter({ hasText: /[1-9][\d.]*\sfps/ }).waitFor();
  await photographer.take('video', { colors: 192 });
}

/** Reports over UDP in a binary format. */
class Buoy {
  static readonly celsiusOffset = 10;
  readonly #socket = createSocket('udp4');

  async report(number: number, celsius: number): Promise<void> {
    const report = Buffer.alloc(80);
    report.write('BUOY');
    report.writeUInt16BE(number, 4);
    report.writeUInt32BE(1_793_000_000 + 60 * number, 6);
    report.writeFloatBE(celsius, Buoy.celsiusOffset);
    report.writeUInt16BE(1013, 14);
    report.write('north-7', 16);
    report.write('Waves 0.8 m from the west, all calm at the harbor entrance', 24);
    if (number === 0) await new Promise<void>(resolve => this.#socket.bind(clientPorts[0], '127.0.0.1', resolve));
    await new Promise(resolve => this.#socket.send(report, 20_001, '127.0.0.1', resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
  }
}

/** Clients that leave without a trace when the picture is taken. */
class Clients {
  readonly #sockets: Socket[] = [];

  async connect(port: number): Promise<Socket> {
    const localPort = clientPorts[this.#sockets.length];
    const socket = connect({ port, host: '127.0.0.1', ...(localPort !== undefined && { localPort }) });
    this.#sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A reset frees the port at once.
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}

async function saidAndAnswered(workbench: Workbench, client: Socket, line: string, answer: string): Promise<void> {
  client.write(`${line}\n`);
  await workbench.rows.filter({ hasText: answer }).last().waitFor();
}

async function startSaved(workbench: Workbench, name: string): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('F1');
  await workbench.quickInput.fill('>Portside: Start Saved Endpoint');
  // Other commands contain these words too, and VS Code may list them first.
  await page.getByRole('option', { name: /^Portside: Start Saved Endpoint(,|$)/ }).click();
  await workbench.pick(name);
  await workbench.panel.locator('header').waitFor();
}

/** Opens a file of the folder, which shows this text. */
export async function openWorkbenchFile(workbench: Workbench, name: string, shows: string): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('ControlOrMeta+P');
  await page.keyboard.type(name);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: shows }).first().waitFor();
}
