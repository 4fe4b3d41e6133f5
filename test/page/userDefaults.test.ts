/** Settings for the initial values of new endpoints and panels, and the effect of a change on open panels. */

import { clientsOfEachTest } from '../support/clients.ts';
import { settings } from '../support/fakeVscode/configuration.ts';
import { eachInItsOwnPage } from './window.ts';

describe('defaults', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  it('apply to endpoints started next, and to open panels in which nothing was chosen', async () => {
    const { window } = test;
    settings.set('portside.newEndpoints.framing', 'crlf');
    settings.set('portside.transcript.timeFormat', 'sinceStart');
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    socket.write('one\r\ntwo\r\n');
    await window.rows.filter({ hasText: 'two', hasNotText: 'one' }).waitFor();
    await window.rows
      .filter({ hasText: /\d\.\d{3} s/ })
      .first()
      .waitFor();
    await window.panel.getByRole('radio', { name: 'Chat', checked: true }).waitFor();

    settings.set('portside.transcript.view', 'log');
    await window.panel.getByRole('radio', { name: 'Log', checked: true }).waitFor();
    settings.set('portside.transcript.timeFormat', 'iso');
    await window.rows
      .filter({ hasText: /\dT[\d:.]+Z/ })
      .first()
      .waitFor();

    await window.panel.getByRole('radio', { name: 'Log' }).click();
    settings.set('portside.transcript.view', 'chat');
    settings.set('portside.transcript.timeFormat', 'timeOfDay');
    await window.rows
      .filter({ hasText: /\d\d:\d\d:\d\d\.\d{3}/, hasNotText: /\dZ/ })
      .first()
      .waitFor();
    await window.panel.getByRole('radio', { name: 'Log', checked: true }).waitFor();
  });
});
