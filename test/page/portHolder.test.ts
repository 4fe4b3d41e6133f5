/** A port that another endpoint of the window uses. */
import { eachInItsOwnPage } from './window.ts';

describe('a port in use', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();

  it('links to the endpoint of this window that uses it', async () => {
    const { window } = test;
    const { port } = await window.openServer({ name: 'first' });
    await window.start('Start TCP Server', port);
    const alert = window.panel.getByRole('alert').filter({ hasText: 'in use by “first” in this window' });
    await alert.getByRole('button', { name: 'Show It' }).click();
    await window.panel.getByText('Waiting for the first client.').waitFor();
    await window.panel.getByText('first', { exact: true }).waitFor();
  });
});
