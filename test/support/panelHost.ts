/** The extension host as a panel's page meets it, played by a test. Import `pageGlobals.ts` before it, for its effect. */
import type { PanelCalls, PanelEvents, PanelState } from '../../src/protocol/panelCalls.ts';
import { createRpc } from '../../src/protocol/rpc.ts';
import { begin, type KeptState } from '../../webview/hostCalls.ts';
import { takeMessages } from './pageGlobals.ts';
import { panelStateOf } from './panelState.ts';

/** What the host does when the page calls it; a call that isn't here is rejected. Each page begins without any. */
export const hostDoes: Partial<PanelCalls> = {};

let toPage: (message: unknown) => void = () => undefined;

/** Tells the page something. */
export const hostTells = createRpc<PanelEvents, Partial<PanelCalls>>(hostDoes, {
  post: message => toPage(structuredClone(message)),
  listen: receive => {
    toPage = takeMessages(message => receive(structuredClone(message)));
  },
});

/** A page as the host begins it, with what an earlier one kept: as it was, or as a text that is perhaps no JSON. */
export async function beginPage(given: Partial<PanelState> = {}, kept?: KeptState | string): Promise<void> {
  for (const name of Object.keys(hostDoes)) delete hostDoes[name as keyof PanelCalls];
  const text = typeof kept === 'object' ? JSON.stringify(kept) : kept;
  hostDoes.start = async () => ({ ...panelStateOf(given), ...(text !== undefined && { kept: text }) });
  await begin();
}
