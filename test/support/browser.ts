/** Chromium, headless, without anything that reaches out. */
import { type Browser, chromium } from 'playwright-core';
import { systemProgram } from './systemPackages.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Scripts come compiled from the cache: parsing them once more while they arrive is wasted.
  '--disable-features=ScriptStreaming',
];

/** What Chromium writes to the console when a track is stopped while a frame is on its way: it drops that one itself, without closing it. */
export const droppedFrame = /^A VideoFrame was garbage collected without being closed/;

/**
 * Its first context is the profile of a user, in a temporary folder: only there Chromium keeps compiled scripts, and VS Code has 20 MB of
 * them. All other contexts are incognito.
 */
export async function launchBrowser(extraFlags: readonly string[] = []): Promise<Browser> {
  const executablePath = await systemProgram('chromium');
  // Signals are ours: whoever is told to end ends everything that was started, in order.
  const handleSignals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const args = [...flags, ...extraFlags];
  const profile = await chromium.launchPersistentContext('', {
    executablePath,
    args,
    viewport: null,
    ...handleSignals,
  });
  const browser = profile.browser();
  if (!browser) throw new Error('a profile without a browser');
  return browser;
}
