/** The toggle *Follow Next Client* beside the peer that is shown alone. */
import type { PeerRole } from '../../src/core/kinds.ts';
import type { BarAction } from '../bar/barAction.ts';
import type { PeerChoice } from './peerChoice.ts';
import { peerRoleTexts } from './peerRoleTexts.ts';

/** Returns undefined while all peers are shown, and beside a closed peer that the user chose to see. */
export function followAction(choice: PeerChoice, role: PeerRole): BarAction | undefined {
  if (!choice.shown || (choice.isPast && !choice.waits)) return undefined;
  const words = peerRoleTexts[role];
  return {
    icon: 'debug-step-over',
    label: words.followHelp(),
    item: words.follow(),
    pressed: choice.follows,
    act: () => void choice.toggleFollow(),
  };
}
