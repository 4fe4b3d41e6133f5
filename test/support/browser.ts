/** Launches headless Chromium without background networking. */
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
  // Scripts are cached in compiled form, so parsing them while they arrive is wasted.
  '--disable-features=ScriptStreaming',
];

/** Chromium's console message when a track is stopped with a frame in flight: Chromium drops that frame itself, without closing it. */
export const droppedFrame = /^A VideoFrame was garbage collected without being closed/;

/**
 * Its first context is a user's profile in a temporary folder, because Chromium caches compiled scripts (20 MB for VS Code) only there. All
 * other contexts are incognito.
 */
export async function launchBrowser(extraFlags: readonly string[] = []): Promise<Browser> {
  const executablePath = await systemProgram('chromium');
  // We handle signals ourselves and end everything that was started, in order.
  const handleSignals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const args = [...flags, ...extraFlags];
  const profile = await chromium.launchPersistentContext('', {
    executablePath,
    args,
    viewport: null,
    ...handleSignals,
  });
  const browser = profile.browser();
  if (!browser) throw new Error('the profile has no browser');
  return browser;
}
