/** Rows 1 to 5 of the tutorials: their Python programs and the panel. */
import assert from 'node:assert/strict';
import { eachInItsOwnPage } from './window.ts';

const greeting = 'Thank you for connecting';

describe('tutorial programs and the panel', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();

  it('1: shows the greeter’s greeting, and that it closed the connection', async () => {
    const { window } = test;
    const port = await (await test.program('greeter_server', 0)).port();
    await window.start('Connect to TCP Server', port);
    await window.rows.filter({ hasText: greeting }).waitFor();
    await window.rows.filter({ hasText: `Connected to 127.0.0.1:${port}` }).waitFor();
    await window.rows.filter({ hasText: `127.0.0.1:${port} closed the connection` }).waitFor();
    await window.panel.getByRole('button', { name: 'Start', exact: true }).waitFor();
  });

  it('1: greets a client, after the config was edited', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await window.edit({ greeting, closeAfterGreeting: true });
    await window.runCommand('Portside: Open Panel');
    await window.rows.filter({ hasText: 'settings changed' }).waitFor();
    const client = await test.program('greeter_client', '127.0.0.1', await window.port());
    assert.equal(await client.line(), greeting);
    await client.ended();
    await window.rows.filter({ hasText: greeting }).waitFor();
  });

  it('2: talks to a one-shot server on localhost', async () => {
    const { window } = test;
    const server = await test.program('one_shot_server', 0);
    await window.start('Connect to TCP Server', `localhost:${await server.port()}`);
    await window.rows.filter({ hasText: 'Hi from server' }).waitFor();
    await server.ended();
  });

  it('2: is a one-shot server, typed by hand', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 'localhost:0');
    const client = await test.program('greeter_client', 'localhost', await window.port());
    await window.rows.filter({ hasText: 'connected' }).waitFor();
    await window.say('Hi from server');
    assert.equal(await client.line(), 'Hi from server');
  });

  it('3: chats with a chat server', async () => {
    const { window } = test;
    const server = await test.program('chat_server', 0);
    await window.start('Connect to TCP Server', await server.port());
    await window.say('grüß dich');
    assert.equal(await server.line(), 'heard grüß dich');
    await window.rows.filter({ hasText: 'Server received your message: grüß dich' }).waitFor();
  });

  it('3: answers two chat clients by a rule, and shows the thread of each', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await window.edit({ reply: [{ when: { regex: '.+' }, send: 'Server received your message: {{message}}' }] });
    await window.runCommand('Portside: Open Panel');
    await window.rows.filter({ hasText: 'settings changed' }).waitFor();
    const port = await window.port();
    const [anna, bert] = await Promise.all(['anna', 'bert'].map(() => test.program('chat_client', '127.0.0.1', port)));
    assert.ok(anna && bert);
    for (const client of [anna, bert]) assert.equal(await client.line(), 'connected');
    for (const [client, name] of [
      [anna, 'anna'],
      [bert, 'bert'],
    ] as const) {
      client.type(`I am ${name}`);
      assert.equal(await client.line(), `Server received your message: I am ${name}`);
    }
    await window.rows.filter({ hasText: 'reply rule 1' }).nth(1).waitFor();
    const who = await window.rows.filter({ hasText: 'I am bert' }).first().innerText();
    const label = /:\d+/.exec(who)?.[0] ?? '';
    await window.panel.getByRole('button', { name: label, exact: true }).click();
    await window.rows.filter({ hasText: 'I am anna' }).first().waitFor({ state: 'detached' });
    await window.rows.filter({ hasText: 'I am bert' }).nth(1).waitFor();
    await window.has(2, window.rows.filter({ hasText: 'I am bert' }));
    await window.say('only for you');
    await window.rows.filter({ hasText: 'only for you' }).waitFor();
    bert.type('thanks');
    assert.match(`${await bert.line()}`, /only for you/);
  });

  it('4: chats by hand with an interactive client, until it disconnects', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const other = await test.program('typed_chat', 'client', await window.port());
    assert.equal(await other.line(), 'connected');
    await window.rows.filter({ hasText: 'connected' }).waitFor();
    await window.say('Wie geht’s? 👋');
    assert.equal(await other.line(), 'peer: Wie geht’s? 👋');
    other.type('Danke, gut.');
    await window.rows.filter({ hasText: 'Danke, gut.' }).waitFor();
    other.type('q');
    await window.rows.filter({ hasText: 'disconnected' }).waitFor();
  });

  it('5: says hello to a UDP server and shows its answer', async () => {
    const { window } = test;
    const server = await test.program('udp_server', 0);
    await window.start('Open UDP Socket', `127.0.0.1:${await server.port()}`);
    await window.say('Hello UDP Server');
    await window.rows.filter({ hasText: 'Hello UDP Client' }).waitFor();
  });

  it('5: answers a UDP client at the address it came from', async () => {
    const { window } = test;
    await window.start('Open UDP Socket', 0);
    const client = await test.program('udp_client', await window.port());
    await window.rows.filter({ hasText: 'Hello UDP Server' }).waitFor();
    await window.say('Hello UDP Client');
    assert.equal(await client.line(), 'Hello UDP Client');
  });
});
