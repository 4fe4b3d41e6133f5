/** The extension host of a panel's page, simulated by a test. Import `pageGlobals.ts` before it, for its side effect. */
import type { PanelCalls, PanelEvents, PanelState } from '../../src/protocol/panelCalls.ts';
import { createRpc } from '../../src/protocol/rpc.ts';
import { begin } from '../../webview/hostCalls.ts';
import type { KeptState } from '../../webview/keptState.ts';
import { takeMessages } from './pageGlobals.ts';
import { panelStateOf } from './panelState.ts';

export { vscodeStates } from './pageGlobals.ts';

/** Implements the page's calls; any other call is rejected. Each page starts with none. */
export const hostDoes: Partial<PanelCalls> = {};

let toPage: (message: unknown) => void = () => undefined;

/** Sends events to the page. */
export const hostTells = createRpc<PanelEvents, Partial<PanelCalls>>(hostDoes, {
  post: message => toPage(structuredClone(message)),
  listen: receive => {
    toPage = takeMessages(message => receive(structuredClone(message)));
  },
});

/** Starts a page. `kept` is the state of an earlier page, or a text that may not be valid JSON. */
export async function beginPage(given: Partial<PanelState> = {}, kept?: KeptState | string): Promise<void> {
  for (const name of Object.keys(hostDoes)) delete hostDoes[name as keyof PanelCalls];
  const text = typeof kept === 'object' ? JSON.stringify(kept) : kept;
  hostDoes.start = async () => ({ ...panelStateOf(given), ...(text !== undefined && { kept: text }) });
  await begin();
}
