/** The toggle *Follow Next Client*, beside the peer that is shown alone. */
import { nothing, type TemplateResult } from 'lit';
import type { EndpointKind } from '../../src/core/endpointConfig.ts';
import { toggleButton } from '../toggleButton.ts';
import { followWords } from './followWords.ts';
import type { PeerChoice } from './peerChoice.ts';

/** Nothing while all are shown, and beside a closed peer that the user wants to see. */
export function followButton(choice: PeerChoice, kind: EndpointKind): TemplateResult | typeof nothing {
  if (!choice.shown || (choice.isPast && !choice.waits)) return nothing;
  return toggleButton('debug-step-over', followWords[kind].followHelp(), choice.follows, () =>
    choice.follow(!choice.follows),
  );
}
