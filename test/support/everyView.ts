/** Every view of the panel, one after another, for tests that look at all of them. */
import { filesOnTheirWay, filesThatEnded } from './filesOnTheirWay.ts';
import type { PanelOnScreen } from './panelOnScreen.ts';
import {
  button,
  type Connect,
  entryOfJson,
  entryOfPickle,
  failedServer,
  offeredVideo,
  peerChip,
  radio,
  saidByTwo,
  sendSlowPattern,
  shownAloneAndGone,
  twelvePeers,
} from './panelScenes.ts';

/** The things that the views are shown with. */
export interface Viewing {
  readonly window: PanelOnScreen;
  readonly connect: Connect;
  /** For received files. */
  readonly directory: string;
  /**
   * Records what it finds wrong with what is shown. A variant differs from the previous view in a few fields, and is checked in one way
   * only.
   */
  look(view: string, isVariant?: boolean): Promise<void>;
}

/** Views by what they show. Each starts in a window without endpoints. */
export const everyView: Readonly<Record<string, (viewing: Viewing) => Promise<void>>> = {
  'the chat and the log': conversation,
  'the find and filter bars, and the composer': bars,
  'an entry': entry,
  'the form': form,
  'files on their way, and those that ended': files,
  video,
  'a pickle': async ({ window, connect, look }) => {
    await entryOfPickle(window, connect);
    await look('a pickle');
  },
  'a failure': failure,
  'a peer that has gone, and many of them': peers,
};

async function conversation({ window, connect, look }: Viewing): Promise<void> {
  await window.start('Start TCP Server', 0);
  await window.panel.getByText(window.words('Waiting for the first client.')).waitFor();
  await look('the empty panel');
  await button(window, 'Transfers').click();
  await look('no transfer yet');
  await button(window, 'Transfers').click();
  const { localPort } = await saidByTwo(window, connect);
  await window.say('an answer');
  await window.rows.filter({ hasText: 'an answer' }).first().waitFor();
  await window.rows.filter({ hasText: '\\xff' }).hover();
  await look('the chat');
  await peerChip(window, `:${localPort}`).click();
  await button(window, 'Disconnect').waitFor();
  await look('the chat of one peer');
  await peerChip(window, window.words('All')).click();
  await radio(window, 'View', 'Log').click();
  await window.rows.filter({ hasText: 'hello' }).press(' ');
  await window.panel.getByText('68 65 6c 6c 6f').waitFor();
  await look('the log with a hexdump');
}

async function bars({ window, connect, look }: Viewing): Promise<void> {
  await window.start('Start TCP Server', 0);
  await saidByTwo(window, connect);
  const search = window.panel.getByRole('search');
  const needle = search.getByRole('textbox');
  await button(window, 'Filter').click();
  await button(window, 'Events').click();
  await button(window, 'Clear Filter').waitFor();
  await button(window, 'Find (Ctrl+F)').click();
  await button(window, 'Use Regular Expression (RE2)').click();
  await needle.fill('(');
  await needle.and(window.panel.locator('[aria-invalid="true"]')).waitFor();
  await look('a wrong pattern in the find bar');
  await button(window, 'Clear Filter').click();
  await needle.fill('hel+o');
  await needle.and(window.panel.locator('[aria-invalid="false"]')).waitFor();
  await needle.press('Enter');
  const first = window.words('{0} of {1}').replace('{0}', '1').replace('{1}', '1');
  await search.getByRole('status').filter({ hasText: first }).waitFor();
  await look('the find and filter bars');
  await radio(window, 'Notation', 'Hex').click();
  await window.composer.fill('48 6g');
  await window.panel.getByRole('alert').waitFor();
  await look('a wrong message');
  await window.openFormat();
  await look('the format of a message');
}

async function entry({ window, connect, look }: Viewing): Promise<void> {
  await entryOfJson(window, connect);
  const region = window.panel.getByRole('region', { name: window.words('Entry') });
  for (const pane of ['Hex', 'Text', 'JSON']) {
    await region.getByRole('radio', { name: window.words(pane), exact: true }).click();
    await look(`an entry as ${pane}`);
  }
}

async function form({ window, look }: Viewing): Promise<void> {
  const field = (label: string) => window.panel.getByLabel(window.words(label), { exact: true });
  await window.start('Start TCP Server', 0);
  await button(window, 'Edit Endpoint').click();
  await field('Start from').waitFor();
  await look('the form of a server');
  await field('Start from').selectOption('lines');
  await field('Test rules').fill('HELO you');
  await window.panel.getByText('250 hello you').waitFor();
  await look('rules being tried');
  for (const framing of ['delimiter', 'named', 'enclosed', 'pattern', 'header', 'fixed', 'idle']) {
    await field('Framing').selectOption(framing);
    await look(`framing by ${framing}`, true);
  }
  await field('Framing').selectOption('lengthPrefix');
  await window.panel.getByText(window.words('More length options')).click();
  await look('framing by a length prefix');
  await field('Different framing for sending').check();
  await look('a framing per direction', true);
  await field('Different framing for sending').uncheck();
  await field('Framing').selectOption('line');
  await window.panel.getByRole('textbox', { name: window.words('Rule {0} pattern').replace('{0}', '1') }).fill('(');
  await field('Listen on').fill('nowhere');
  await window.panel.getByRole('alert').nth(1).waitFor();
  await look('the problems in the form');
  for (const kind of ['tcp-client', 'udp']) {
    await field('Kind').selectOption(kind);
    await look(`the form of a ${kind}`);
  }
}

async function files({ window, directory, look }: Viewing): Promise<void> {
  const sender = await filesOnTheirWay(window, directory);
  await look('files on their way');
  await filesThatEnded(window);
  await look('files that ended');
  sender.destroy();
}

async function video({ window, connect, look }: Viewing): Promise<void> {
  const { panel } = window;
  const painted = panel.locator('portside-picture canvas:not([width="0"])');
  await window.start('Start TCP Server', 0);
  await button(window, 'Video').click();
  await look('no video yet');
  const send = await offeredVideo(window, connect);
  await look('video that is offered');
  await button(window, 'Show Video').click();
  await button(window, 'Stop Showing').waitFor();
  send();
  await painted.waitFor();
  await look('video that is received');
  await sendSlowPattern(window);
  await window.has(2, painted);
  await look('our own picture inside the other');
  const inside = button(window, 'Picture in Picture');
  await inside.click();
  await inside.and(panel.locator('[aria-pressed="false"]')).waitFor();
  await look('both pictures side by side');
  await button(window, 'Mute').click();
  await panel.getByText(window.words('muted, not sending')).waitFor();
  await button(window, 'Stop Showing').click();
  await panel.getByText(window.words('ended'), { exact: true }).waitFor();
  await look('video that is muted, and that ended');
}

async function failure({ window, look }: Viewing): Promise<void> {
  const freePort = await failedServer(window);
  await look('the banner of a failure');
  freePort();
  await button(window, 'Try Again').first().click();
  await window.panel.getByRole('img', { name: window.words('open'), exact: true }).waitFor();
  await look('a server that others can reach');
}

async function peers({ window, connect, look }: Viewing): Promise<void> {
  await window.start('Start TCP Server', 0);
  await shownAloneAndGone(window, connect);
  await look('a client that was shown alone and has gone');
  await button(window, 'Follow Next Client').click();
  await button(window, 'Show All Clients').waitFor();
  await look('waiting for the next client');
  await button(window, 'Show All Clients').click();
  const list = await twelvePeers(window, connect);
  await look('many peers');
  await list.click();
  await look('a list of many peers');
}
