/** Reports frames that aren't pictures: the first one, then at most once per second. */
import { isNode } from '../../core/pickle/pickleValue.ts';
import type { ReadPickle } from '../../core/pickle/readPickle.ts';
import type { TranscriptEvent, UnreadableReason } from '../../core/transcriptEntry.ts';
import type { EncodedImage } from '../../core/video/imageHeader.ts';
import { isTooLarge, type Picture } from '../../core/video/picture.ts';
import type { VideoPayload } from '../../core/video/videoPayload.ts';

const intervalMs = 1000;

interface Reason {
  readonly reason: UnreadableReason;
  readonly detail?: string;
}

export class UnreadableFrames {
  readonly #report: (event: TranscriptEvent) => void;
  readonly #nowMs: () => number;
  #unreported = 0;
  #reportedMs = -intervalMs;

  constructor(report: (event: TranscriptEvent) => void, nowMs = () => performance.now()) {
    this.#report = report;
    this.#nowMs = nowMs;
  }

  count(payload: VideoPayload): void {
    this.#unreported++;
    const nowMs = this.#nowMs();
    if (nowMs - this.#reportedMs < intervalMs) return;
    this.#reportedMs = nowMs;
    this.#report({ code: 'pictureUnreadable', frames: this.#unreported, ...reasonOf(payload) });
    this.#unreported = 0;
  }
}

function reasonOf(payload: VideoPayload): Reason {
  switch (payload.kind) {
    case 'empty':
    case 'unknown':
      return { reason: payload.kind };
    case 'image':
      return imageReason(payload.image);
    case 'picture':
      return { reason: 'cutImage' };
    case 'brokenPickle':
      return { reason: 'brokenPickle' };
    case 'pickle':
      return pickleReason(payload.pickle);
    case 'array':
      return arrayReason(payload.flaw);
  }
}

function imageReason({ width = 0, height = 0 }: EncodedImage): Reason {
  return isTooLarge({ width, height })
    ? { reason: 'tooLarge', detail: sizeText({ width, height }) }
    : { reason: 'cutImage' };
}

/** Returns the reason for another pickle. If it is a program, `detail` is the first function that it would call. */
function pickleReason({ objects }: ReadPickle): Reason {
  const calls = objects.map(({ callee }) => (isNode(callee) && callee.kind === 'global' ? callee.name : undefined));
  const detail = calls.find(name => name !== undefined);
  return { reason: 'otherPickle', ...(detail !== undefined && { detail }) };
}

function arrayReason(flaw: (VideoPayload & { kind: 'array' })['flaw']): Reason {
  switch (flaw.code) {
    case 'wrongElementType':
      return { reason: 'wrongElementType', detail: flaw.dtype };
    case 'wrongOrder':
      return { reason: 'wrongOrder' };
    case 'wrongSize':
      return { reason: 'wrongSize', detail: shapeText(flaw.shape) };
    case 'tooLarge':
      return { reason: 'tooLarge', detail: sizeText(flaw) };
    case 'wrongShape':
    case 'noPixels':
      return { reason: 'wrongShape', detail: shapeText(flaw.shape) };
  }
}

function sizeText({ width, height }: Pick<Picture, 'width' | 'height'>): string {
  return `${width} × ${height}`;
}

/** Formats a shape as numpy does. */
function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
