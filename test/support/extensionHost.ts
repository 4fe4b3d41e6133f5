/**
 * Runs a suite in the extension host of the server build: the workbench is told by its address to run it. What the suite prints
 * goes to the console, what VS Code logs to a file.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { out, vsix } from './paths.ts';
import { suiteLine } from './suiteLine.ts';
import { startVsCodeServer } from './vscodeServer.ts';

export interface HostSuite {
  /** The extension that VS Code takes for the one under test. */
  readonly harness: string;
  /** The bundle whose `run` is called. */
  readonly suite: string;
  /** The folder that is open. */
  readonly folder: string;
  /** Portside begins when the suite activates it, not with the window. */
  readonly activatesWhenAsked?: boolean;
  /** The file in `out/` for what the workbench and the extension host log. */
  readonly log: string;
}

export interface RunningSuite {
  /** The page of the workbench, for those who look at it meanwhile. */
  readonly page: Page;
  readonly browser: Browser;
  /** The suite's exit code. Rejects when the server ends before it. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

export async function startHostSuite({
  harness,
  suite,
  folder,
  activatesWhenAsked = false,
  log,
}: HostSuite): Promise<RunningSuite> {
  const server = await startVsCodeServer(vsix, { runsSuites: true, activatesWhenAsked, isLean: !activatesWhenAsked });
  const browser = await launchBrowser();
  const stop = async () => {
    await browser.close();
    await server.stop();
  };
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const { promise: exit, resolve } = Promise.withResolvers<number>();
    const logFile = join(out, log);
    mkdirSync(out, { recursive: true });
    writeFileSync(logFile, '');
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      const line = format(...args);
      const printed = suiteLine(line);
      if (printed !== undefined) console.log(printed);
      appendFileSync(logFile, `${printed ?? line}\n`);
    });
    await page.exposeFunction('codeAutomationExit', resolve);
    const remote = (path: string) => `vscode-remote://${new URL(server.url).host}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(harness)],
      ['extensionTestsPath', remote(suite)],
      ['skipWelcome', 'true'],
    ];
    await page.goto(`${server.url}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    return { page, browser, ended: Promise.race([exit, server.ended]), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
