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
];

/** What Chromium writes to the console when a track is stopped while a frame is on its way: it drops that one itself, without closing it. */
export const droppedFrame = /^A VideoFrame was garbage collected without being closed/;

export async function launchBrowser(extraFlags: readonly string[] = []): Promise<Browser> {
  const executablePath = await systemProgram('chromium');
  // Signals are ours: whoever is told to end ends everything that was started, in order.
  const handleSignals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return chromium.launch({ executablePath, args: [...flags, ...extraFlags], ...handleSignals });
}
