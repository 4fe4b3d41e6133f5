/**
 * Sentences for a transcript's events. Some say what a peer did and follow its name: “disconnected”. A sentence about
 * what Portside did with a peer contains the peer's name, so that sender and recipient are clear: “received “a.txt”
 * from 127.0.0.1:5000”.
 */
import type { PeerRole } from '../../kinds.ts';
import { type Phrase, phraseText, sentenceCase, type Translate, verbatim } from '../../phrase.ts';
import type { EventCode, EventOf, TranscriptEvent } from '../../transcriptEntry.ts';
import { connectionEvents } from './connectionEvents.ts';
import { messageEvents } from './messageEvents.ts';
import { transcriptEvents } from './transcriptEvents.ts';
import { transferEvents } from './transferEvents.ts';
import { videoEvents } from './videoEvents.ts';

type EventSentences = {
  readonly [Code in EventCode]: (event: EventOf<Code>, peer: string, role: PeerRole) => Phrase;
};

/** One sentence per code, from the event's parameters, its peer's address, and the role of the endpoint's peers. */
export const eventSentences: EventSentences = {
  ...connectionEvents,
  ...messageEvents,
  ...transcriptEvents,
  ...transferEvents,
  ...videoEvents,
};

/** `peer` is the address of the event's peer, if it has one; `role` is that of the endpoint's peers. */
export function eventSentence(event: TranscriptEvent, peer = '?', role: PeerRole = 'client'): Phrase {
  const { code } = event;
  // Another version of Portside may have recorded the event, with an unknown code or other parameters.
  if (!Object.hasOwn(eventSentences, code)) return verbatim(code);
  try {
    return (eventSentences[code] as (event: TranscriptEvent, peer: string, role: PeerRole) => Phrase)(
      event,
      peer,
      role,
    );
  } catch {
    return verbatim(code);
  }
}

/**
 * Whether the sentence says what the peer did and therefore follows its name: “127.0.0.1:5000 disconnected”. Connecting
 * to a server is what our client did.
 */
export function followsPeer(event: TranscriptEvent, role: PeerRole): boolean {
  switch (event.code) {
    case 'peerHeard':
    case 'peerEnded':
      return true;
    case 'peerConnected':
      return role !== 'server';
    case 'peerClosed':
    case 'peerReset':
      return role !== 'server' || event.by === 'peer';
    default:
      return false;
  }
}

/** Place of an event: its peer, unless it is about the endpoint itself, and the role of the endpoint's peers. */
export interface EventPlace {
  readonly peer?: string | undefined;
  readonly role: PeerRole;
}

/** Returns the sentence for display: with a capital first letter, unless it follows its peer's name. */
export function eventText(event: TranscriptEvent, { peer, role }: EventPlace, translate: Translate): string {
  const sentence = eventSentence(event, peer, role);
  return followsPeer(event, role) ? phraseText(sentence, translate) : sentenceCase(sentence, translate);
}
