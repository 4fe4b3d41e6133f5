/**
 * A transcript's events as sentences. Some say what a peer did and follow its name: “disconnected”. A sentence about what Portside did with
 * a peer names the peer itself, so that it says who sent what to whom: “received “a.txt” from 127.0.0.1:5000”.
 */
import { type Phrase, sentenceCase, type Translate, toldPhrase, verbatim } from '../../phrase.ts';
import type { EventCode, EventOf, TranscriptEvent } from '../../transcriptEntry.ts';
import { connectionEvents } from './connectionEvents.ts';
import { messageEvents } from './messageEvents.ts';
import { transcriptEvents } from './transcriptEvents.ts';
import { transferEvents } from './transferEvents.ts';
import { videoEvents } from './videoEvents.ts';

/** A sentence for each code, from the event's parameters and its peer's address. */
export const eventSentences: { readonly [Code in EventCode]: (event: EventOf<Code>, peer: string) => Phrase } = {
  ...connectionEvents,
  ...messageEvents,
  ...transcriptEvents,
  ...transferEvents,
  ...videoEvents,
};

/** `peer` is the address of the event's peer, if it has one. */
export function eventSentence(event: TranscriptEvent, peer = '?'): Phrase {
  const { code } = event;
  // Another version of Portside may have recorded it: one that this version doesn’t know, or that has other parameters.
  if (!Object.hasOwn(eventSentences, code)) return verbatim(code);
  try {
    return (eventSentences[code] as (event: TranscriptEvent, peer: string) => Phrase)(event, peer);
  } catch {
    return verbatim(code);
  }
}

/** Whether the sentence says what the peer did, so that it follows the peer’s name: “127.0.0.1:5000 disconnected”. */
export function followsPeer(event: TranscriptEvent): boolean {
  switch (event.code) {
    case 'peerConnected':
    case 'peerHeard':
    case 'peerEnded':
    case 'peerClosed':
      return true;
    case 'peerReset':
      return event.by === 'peer';
    default:
      return false;
  }
}

/** Returns the sentence as it is shown: with a capital, unless it follows its peer’s name. */
export function eventText(event: TranscriptEvent, peer: string | undefined, translate: Translate): string {
  const sentence = eventSentence(event, peer);
  return followsPeer(event) ? toldPhrase(sentence, translate) : sentenceCase(sentence, translate);
}
