/**
 * Runs a suite in the extension host of the server build; parameters in the workbench's URL request it. The suite's output goes to the
 * console, VS Code's log to a file.
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
  /** Folder of the extension that VS Code treats as the one under test. */
  readonly harness: string;
  /** The bundle whose `run` is called. */
  readonly suite: string;
  /** The folder to open. */
  readonly folder: string;
  /** Portside starts when the suite activates it, not with the window. */
  readonly activatesWhenAsked?: boolean;
  /** File in `out/` for the logs of the workbench and the extension host. */
  readonly log: string;
}

export interface RunningSuite {
  /** The page of the workbench. */
  readonly page: Page;
  readonly browser: Browser;
  /** Resolves with the suite's exit code. Rejects if the server ends first. */
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
    const url = `${server.url}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    // The suite's own timeouts apply as soon as it runs.
    await page.goto(url, { waitUntil: 'commit', timeout: 120_000 });
    return { page, browser, ended: Promise.race([exit, server.ended]), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
