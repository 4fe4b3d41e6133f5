/** Panel states for tests of the page. */
import type { PanelState } from '../../src/protocol/panelCalls.ts';
import { endpointSnapshot } from './endpointSnapshot.ts';

/** Returns the state of an open server with one peer, with `given` overriding its properties. */
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
    rowForm: 'text',
    followsNext: false,
    videoOffers: [],
    ...given,
  };
}
