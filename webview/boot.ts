/** Data that the host wrote into the page. */
import type { PanelBoot } from '../src/protocol/panelCalls.ts';

export const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as PanelBoot;
