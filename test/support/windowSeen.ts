/** The contents of a workbench window and the log of its extension host, printed when a test fails. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeenPart } from './printSeen.ts';
import type { Workbench } from './workbench.ts';

const pageLines = 150;
const logLines = 30;

export function windowSeen(workbench: Workbench, dataDir: string): SeenPart[] {
  const { page, notifications } = workbench;
  // A log without any line doesn't exist.
  const log = (name: string) => async () => readFile(join(await newestHostLogs(dataDir), name), 'utf8').catch(() => '');
  const whole = { lines: pageLines, end: 'first' } as const;
  const tail = { lines: logLines, end: 'last' } as const;
  return [
    { title: 'the workbench', ...whole, read: () => page.locator('body').ariaSnapshot() },
    { title: 'webviews in sight', ...whole, read: () => webviews(workbench) },
    { title: 'has the focus', ...whole, read: () => focus(workbench) },
    { title: 'notifications', ...whole, read: async () => (await notifications.allInnerTexts()).join('\n') },
    { title: 'Portside’s log', ...tail, read: log('portside.portside/Portside.log') },
    { title: 'the log of its extension host', ...tail, read: log('remoteexthost.log') },
  ];
}

/** Returns what each webview shows, or how far it got: `pending-frame` is a page that loads, `active-frame` one that is shown. */
async function webviews({ page }: Workbench): Promise<string> {
  const frames = await page.locator('iframe.webview:visible').all();
  const seen = frames.map(async frame => {
    const inner = frame.contentFrame();
    const pages = await inner.locator('iframe').evaluateAll(all => all.map(({ id }) => id));
    const head = `${await frame.getAttribute('class')}: ${pages.join(', ') || 'no page'}`;
    if (!pages.includes('active-frame')) return head;
    return `${head}\n${await inner.frameLocator('#active-frame').locator('body').ariaSnapshot()}`;
  });
  return (await Promise.all(seen)).join('\n\n');
}

/** Describes the focused element of the workbench, and that of the panel if the focus is in it. */
async function focus({ page }: Workbench): Promise<string> {
  const outer = await page.locator('body').evaluate(describeFocus);
  if (!outer.startsWith('iframe')) return outer;
  const panel = page.locator('iframe.webview:focus').contentFrame().frameLocator('#active-frame');
  return `${outer}\n${await panel.locator('body').evaluate(describeFocus)}`;
}

/** Runs in the page. */
function describeFocus(): string {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element) return 'nothing';
  const named = ['role', 'aria-label', 'title', 'class'].flatMap(name => {
    const value = element.getAttribute(name);
    return value ? [`${name}="${value}"`] : [];
  });
  return [element.localName, ...named, JSON.stringify(element.textContent.trim().slice(0, 100))].join(' ');
}

/** Returns the log folder of the most recently started extension host. A reloaded window has a new one. */
async function newestHostLogs(dataDir: string): Promise<string> {
  const logs = join(dataDir, 'data/logs');
  const names = await readdir(logs, { recursive: true });
  const folders = names.filter(name => /(^|[\\/])exthost\d+$/.test(name)).map(name => join(logs, name));
  const times = await Promise.all(folders.map(async path => ({ path, ms: (await stat(path)).birthtimeMs })));
  const newest = times.sort((one, other) => other.ms - one.ms)[0];
  if (!newest) throw new Error(`no logs of an extension host in ${logs}`);
  return newest.path;
}
