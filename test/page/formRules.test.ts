import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { axeProblems } from '../support/axe.ts';
import { eachInItsOwnPage } from './window.ts';

describe('the rules in the form', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ width: 900, height: 900 });

  const field = (label: string): Locator => test.window.panel.getByLabel(label, { exact: true });
  const status = (text: string) => test.window.panel.getByRole('status').filter({ hasText: text });
  const focused = () => test.window.panel.locator(':focus');

  async function edit(config: object): Promise<void> {
    await test.window.extension.run('startTcpServer', config);
    await test.window.openPanel();
    await test.window.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await field('Replies').waitFor();
  }

  const smtp = {
    framing: { line: 'crlf' },
    reply: [
      { when: { text: 'HELO {{?host}}' }, send: '250 hello {{host}}', goTo: 'command' },
      { when: { text: 'DATA' }, send: '354 go on', state: 'command', goTo: 'data' },
      { when: { text: '.' }, send: '250 OK', state: 'data', goTo: 'command' },
      { when: { regex: '' }, state: 'data' },
      { when: { text: 'QUIT' }, send: ['221 bye', '221 really'], close: true },
    ],
  };

  it('are edited by keyboard: replies, states, and placeholders that can be undone', async () => {
    const { window } = test;
    const { page } = window;
    const end = { when: { text: 'end' }, state: 'done' };
    await edit({ reply: [{ when: { text: 'a' }, send: 'b' }, end] });
    await field('Rule 1 pattern').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('b ');
    await page.keyboard.press('Tab');
    await focused().and(field('Placeholders').first()).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await window.holds(field('Rule 1 pattern'), 'ab {{?name}}');
    await focused().and(field('Rule 1 pattern')).waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await window.holds(field('Rule 1 pattern'), 'ab ');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await window.holds(field('Rule 1 pattern'), 'ab {{?name}}');
    await window.panel.getByRole('button', { name: 'Add Reply to Rule 1' }).press('Enter');
    await focused().and(field('Reply 2')).waitFor();
    await page.keyboard.type('{{nam}}');
    const alert = window.panel.getByRole('alert').filter({ hasText: 'Did you mean {{name}}?' });
    await alert.waitFor();
    await field('Reply 2').fill('{{name}}');
    await alert.waitFor({ state: 'detached' });
    await window.panel.getByRole('button', { name: 'Move Reply 2 of Rule 1 Up' }).press('Enter');
    await window.holds(field('Reply 1'), '{{name}}');
    await focused()
      .and(window.panel.getByRole('button', { name: 'Move Reply 1 of Rule 1 Down' }))
      .waitFor();
    await window.panel.getByText('More', { exact: true }).first().press('Enter');
    // That of the second rule is open already.
    await field('Then go to state').nth(1).waitFor();
    await field('Then go to state').first().fill('done');
    await field('Test rules').fill('ab x');
    await status('Rule 1 replies: x b').filter({ hasText: 'state done' }).waitFor();
  });

  it('are tried on a dialogue, whose messages the framing cuts', async () => {
    const { window } = test;
    const { page } = window;
    await edit(smtp);
    await field('Test rules').focus();
    const say = async (text: string) => {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    };
    await say('DATA');
    await say('HELO me');
    await say('DATA');
    await say('a line');
    await say('.');
    const turns = field('Dialogue').locator('> li');
    const saidAt = (turn: number, ...texts: string[]) =>
      Promise.all(texts.map(text => turns.nth(turn).filter({ hasText: text }).waitFor()));
    await saidAt(0, 'No rule matches.', 'initial state');
    await saidAt(1, 'Rule 1 replies: 250 hello me\\r\\n', 'host = me', 'state command');
    await saidAt(2, 'Rule 2 replies: 354 go on', 'state data');
    await saidAt(3, 'Rule 4 matches, without a reply.', 'state data');
    await saidAt(4, 'Rule 3 replies: 250 OK', 'state command');
    await field('Test rules').evaluate(input => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'DATA\r\n.\r\nQUIT');
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await window.holds(field('Test rules'), 'DATA\\r\\n.\\r\\nQUIT');
    await status('3 messages:').filter({ hasText: '221 really' }).filter({ hasText: 'connection closed' }).waitFor();
    await page.keyboard.press('Enter');
    await say('NOOP');
    await saidAt(6, 'The connection has ended: no reply.');
    await window.hidePanel();
    window.showPanel();
    await saidAt(6, 'The connection has ended: no reply.');
    await window.panel.getByRole('button', { name: 'Start Over' }).press('Enter');
    await field('Dialogue').waitFor({ state: 'detached' });
    await focused().and(field('Test rules')).waitFor();
  });

  it('are folded if there are many, and open where a problem’s link leads', async () => {
    const { window } = test;
    const reply = Array.from({ length: 200 }, (_, at) => ({ when: { text: `message ${at}` }, send: `answer ${at}` }));
    await edit({ reply });
    const last = window.panel.getByRole('button', { name: 'text message 199 → answer 199' });
    await last.press('Enter');
    await window.panel.getByLabel('Rule 200 pattern', { exact: true }).fill('{{?a}}{{?b}}');
    const link = window.panel.getByRole('button', { name: 'Rule 200 condition' });
    await link.waitFor();
    await window.panel.getByRole('button', { name: 'Rule 200', exact: true }).press('Enter');
    await window.panel.getByLabel('Rule 200 pattern', { exact: true }).waitFor({ state: 'detached' });
    await link.press('Enter');
    await focused()
      .and(window.panel.getByLabel('Rule 200 pattern', { exact: true }))
      .waitFor();
  });

  it('pass axe, and need no more width than there is', async () => {
    const { window } = test;
    await edit(smtp);
    const { panel } = window;
    await panel.getByRole('button', { name: 'Placeholders' }).first().press('Enter');
    await field('Test rules').fill('HELO me');
    await field('Test rules').press('Enter');
    await field('Test rules').fill('QUIT');
    await status('221 really').waitFor();
    const frame = await window.frame();
    for (const width of [400, 1400]) {
      await window.page.setViewportSize({ width, height: 900 });
      for (const theme of ['Dark Modern', 'Light Modern'] as const) {
        await window.setTheme(theme);
        const known = window.complaints.length;
        assert.deepEqual(await axeProblems(frame, 'all'), [], `${theme}, ${width} px`);
        window.complaints.splice(known);
      }
      const wide = await panel.locator('.form-body').evaluate(body => body.scrollWidth - body.clientWidth);
      assert.ok(wide <= 0, `${wide} px too wide at ${width} px`);
    }
  });
});
