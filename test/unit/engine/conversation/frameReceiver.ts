/** A frame reader, and a receiver that writes down what it is given. */
import { EventEmitter } from 'node:events';
import type { EndpointConfig, Framing } from '../../../../src/core/endpointConfig.ts';
import type { Frame } from '../../../../src/core/framing/framing.ts';
import { FrameReader } from '../../../../src/engine/conversation/frameReader.ts';
import type { ReaderSink } from '../../../../src/engine/conversation/reader.ts';
import { neverFails } from '../../../support/neverFails.ts';

export const lf: Framing = { line: 'lf' };

export const endpoint: EndpointConfig = { kind: 'tcp-server', address: ':0' };

/** Records what it is given, and continues after each rest. */
export class Receiver implements ReaderSink {
  readonly log: string[] = [];
  readonly flaws: Frame['flaw'][] = [];
  readonly rests = new EventEmitter();
  failed: ReaderSink['failed'] = neverFails.failed;
  isBusy = false;
  config: EndpointConfig = endpoint;
  onFrame: (text: string) => void = () => undefined;
  reader!: FrameReader;

  deliver({ bytes, flaw }: Frame, { name }: EndpointConfig): void {
    this.flaws.push(flaw);
    const text = Buffer.from(bytes).toString('latin1');
    this.log.push(name === undefined ? text : `${text} by ${name}`);
    this.onFrame(text);
  }

  follow(): void {
    // Followed in incompleteFrames.test.ts.
  }

  rested(): void {
    this.reader.deliverWaiting();
    this.rests.emit('rested');
  }
}

export function readerOf(framing: Framing = lf): { reader: FrameReader; receiver: Receiver } {
  const receiver = new Receiver();
  const reader = new FrameReader({ ...endpoint, framing }, receiver);
  receiver.reader = reader;
  return { reader, receiver };
}
