/** Chromium, headless, without anything that reaches out. */
import { type Browser, chromium } from 'playwright-core';
import { systemProgram } from './systemProgram.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(extraFlags: readonly string[] = []): Promise<Browser> {
  const executablePath = await systemProgram({
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debianPackage: 'chromium',
  });
  return chromium.launch({ executablePath, args: [...flags, ...extraFlags] });
}
