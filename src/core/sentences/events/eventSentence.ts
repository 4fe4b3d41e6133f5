/**
 * A transcript's events as sentences. Some say what a peer did and follow its name: “disconnected”. A sentence about what Portside did with
 * a peer names the peer itself, so that it says who sent what to whom: “received “a.txt” from 127.0.0.1:5000”.
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

/** A sentence for each code, from the event's parameters, its peer's address, and what the endpoint's peers are. */
export const eventSentences: EventSentences = {
  ...connectionEvents,
  ...messageEvents,
  ...transcriptEvents,
  ...transferEvents,
  ...videoEvents,
};

/** `peer` is the address of the event's peer, if it has one; `role` is what the endpoint's peers are. */
export function eventSentence(event: TranscriptEvent, peer = '?', role: PeerRole = 'client'): Phrase {
  const { code } = event;
  // Another version of Portside may have recorded it: one that this version doesn’t know, or that has other parameters.
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
 * Whether the sentence says what the peer did, so that it follows the peer’s name: “127.0.0.1:5000 disconnected”. A client connects to its
 * server itself.
 */
export function followsPeer(event: TranscriptEvent, role: PeerRole): boolean {
  switch (event.code) {
    case 'peerHeard':
    case 'peerEnded':
      return true;
    case 'peerConnected':
      return role !== 'server';
    case 'peerClosed':
      return role !== 'server' || event.by === 'peer';
    case 'peerReset':
      return event.by === 'peer';
    default:
      return false;
  }
}

/** Where an event happened: at a peer, if it isn’t one of the endpoint itself, and what the endpoint’s peers are. */
export interface EventPlace {
  readonly peer?: string | undefined;
  readonly role: PeerRole;
}

/** Returns the sentence as it is shown: with a capital, unless it follows its peer’s name. */
export function eventText(event: TranscriptEvent, { peer, role }: EventPlace, translate: Translate): string {
  const sentence = eventSentence(event, peer, role);
  return followsPeer(event, role) ? phraseText(sentence, translate) : sentenceCase(sentence, translate);
}
