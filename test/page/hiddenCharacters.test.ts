/** Texts from outside as the page shows them: without misleading characters, except in fields where they are edited. */
import assert from 'node:assert/strict';
import { clientsOfEachTest } from '../support/clients.ts';
import { radio } from '../support/panelScenes.ts';
import { shownTexts } from './shownTexts.ts';
import { eachInItsOwnPage } from './window.ts';

/** A direction override, an escape sequence, a zero-width character, markup and a link. */
const hostile = 'ev\u202eil\x1b[31m\u200b<img src=x onerror=alert(1)>[x](command:a)$(trash)';
const hidden = /[^\P{Cc}\n\t]|[\u200b\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

describe('a page that shows names and messages from outside', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  async function assertNoneHidden(): Promise<void> {
    const frame = await test.window.frame();
    const texts = await frame.evaluate(shownTexts, 'nothing');
    assert.ok(texts.some(({ text }) => text.includes('ev\\u{202e}il\\e[31m\\u{200b}<img')));
    assert.deepEqual(
      texts.filter(({ text }) => hidden.test(text)),
      [],
    );
  }

  it('makes every misleading character visible', async () => {
    const { window } = test;
    const { id, port } = await window.openServer({ name: hostile, framing: { line: 'lf' } });
    await window.openPanel(id);
    const socket = await client(port);
    socket.write(`${hostile}\n{"${hostile.replace('\x1b', '')}": 1}\n`);
    const json = window.rows.filter({ hasText: '{"ev\\u{202e}il' });
    await json.waitFor();
    const [peer] = (await window.extension.api.endpoints[0]?.peers()) ?? [];
    await window.extension.run('renamePeer', { endpoint: id, peer: peer?.id, name: hostile });
    await window.panel.getByRole('button', { name: 'ev\\u{202e}il\\e[31m' }).first().waitFor();
    await assertNoneHidden();
    await radio(window, 'View', 'Log').click();
    await json.press('Enter');
    await window.panel.getByRole('region', { name: 'Entry' }).getByText('"ev\\u{202e}il').first().waitFor();
    await assertNoneHidden();
    await window.extension.run('editEndpoint', { endpoint: id });
    await window.panel.getByLabel('Listen on').waitFor();
    await assertNoneHidden();
    assert.deepEqual(window.complaints, []);
  });
});
