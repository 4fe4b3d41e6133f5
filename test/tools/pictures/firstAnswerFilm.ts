/** Films the first answer: a server started from the palette, a client run in the terminal and a reply typed by hand. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workbench } from '../../support/workbench.ts';
import { Film } from './film.ts';

const filmSize = { width: 840, height: 520 };
/** Typing speed of a person who isn't in a hurry. */
const keyMs = 70;
/** Pauses that are long enough to see what happened. */
const glanceMs = 900;
const lookMs = 2400;

export const clientSource = `import socket

client = socket.create_connection(
    ("127.0.0.1", 9000))
client.sendall(b"Hello! Who is there?")
print(client.recv(1024).decode())
`;

/** Writes the film as a GIF. Begins in a window without endpoints, with the Connections view open. */
export async function filmFirstAnswer(workbench: Workbench, folder: string, file: string): Promise<void> {
  const { page } = workbench;
  const type = (text: string) => page.keyboard.type(text, { delay: keyMs });
  await page.setViewportSize(filmSize);
  await writeFile(join(folder, 'client.py'), clientSource);
  await arrangeDesk(workbench);
  await using film = Film.start(page);
  await page.waitForTimeout(glanceMs);
  await page.keyboard.press('F1');
  await workbench.quickInput.waitFor();
  await type('Start TCP');
  await page.waitForTimeout(glanceMs);
  await page.keyboard.press('Enter');
  await workbench.question('Start TCP Server').waitFor();
  await type('9000');
  await page.waitForTimeout(glanceMs);
  await page.keyboard.press('Enter');
  await workbench.panel.getByText('Waiting for the first client').waitFor();
  await page.waitForTimeout(glanceMs);
  await page.locator('.xterm-screen').click();
  await type('python3 client.py');
  await page.waitForTimeout(glanceMs / 2);
  await page.keyboard.press('Enter');
  await workbench.rows.filter({ hasText: 'Hello' }).waitFor();
  await page.waitForTimeout(lookMs);
  await workbench.composer.click();
  await type('The other end. Welcome aboard!');
  await page.waitForTimeout(glanceMs / 2);
  await page.keyboard.press('Enter');
  await terminalShows(page, 'Welcome aboard!');
  await page.waitForTimeout(lookMs);
  await film.finish(file);
}

/** Arranges a program above its terminal on the left, with room on the right. */
async function arrangeDesk(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('ControlOrMeta+B');
  await page.keyboard.press('ControlOrMeta+P');
  await page.keyboard.type('client.py');
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'client.py' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: 'recv' }).waitFor();
  await workbench.runCommand('View: New Editor Group to the Right');
  await page.locator('.editor-group-container').nth(1).waitFor();
  await page.keyboard.press('ControlOrMeta+1');
  await workbench.runCommand('View: New Editor Group Below');
  await page.locator('.editor-group-container').nth(2).waitFor();
  await workbench.runCommand('Terminal: Create New Terminal in Editor Area');
  await terminalShows(page, '$');
  await page.keyboard.press('ControlOrMeta+1');
}

async function terminalShows(page: Workbench['page'], text: string): Promise<void> {
  await page.locator('.xterm-rows', { hasText: text }).waitFor();
}
