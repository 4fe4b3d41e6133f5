/** What the host tells a page of its endpoint. */
import type { PanelState } from '../../src/protocol/panelCalls.ts';
import { endpointSnapshot } from './endpointSnapshot.ts';

/** An open server with one peer, except for what is given. */
export function panelStateOf(given: Partial<PanelState> = {}): PanelState {
  return {
    endpoint: endpointSnapshot('e1', 1),
    exposed: false,
    wasOpen: false,
    editing: false,
    counter: 1,
    canCompare: false,
    announces: false,
    view: { mode: 'chat', timeFormat: 'timeOfDay' },
    videoOffers: [],
    ...given,
  };
}
