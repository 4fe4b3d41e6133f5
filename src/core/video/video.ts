/** Video streams, as data that can cross a message port. */
import type { SocketFailure } from '../errorParams.ts';

/**
 * How pictures are sent on the wire: each after its length in 8 bytes (Python's `struct.pack("Q", n)`), or as parts of
 * a multipart stream (RFC 2046), as cameras send JPEGs.
 */
export type VideoWire =
  | { readonly format: 'length-prefixed'; readonly endian: 'little' | 'big' }
  | { readonly format: 'multipart' };

/** JPEG quality unless specified otherwise. */
export const defaultJpegQuality = 80;

/** Encoding of sent pictures: a pickled numpy array of shape (height, width, 3), uint8, BGR; or bare JPEG. */
export type VideoCodec = 'pickle' | 'jpeg';

/**
 * Source of the pictures. `pushed`: a page with a camera or a screen delivers them one by one. `image`: a file (JPEG or
 * PNG), repeatedly. `ffmpeg`: the output of this program with these input arguments, up to `-i` and its value.
 * `repeats` is present if that value is a file, which is then read at its own rate, and in a loop if true.
 */
export type VideoSource =
  | { readonly kind: 'test-pattern' }
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'ffmpeg'; readonly program: string; readonly input: readonly string[]; readonly repeats?: boolean }
  | { readonly kind: 'pushed' };

export interface VideoOptions {
  readonly source: VideoSource;
  /** Display name of the source, such as the camera's or file's. */
  readonly label: string;
  readonly codec: VideoCodec;
  /** JPEG quality, 1 to 100; `defaultJpegQuality` if absent. */
  readonly quality?: number;
  /** Byte order of the length before each picture; little if absent. */
  readonly endian?: 'little' | 'big';
  /** Size of each picture sent, in pixels: pictures of another shape are centered on black. Pushed JPEG is sent unchanged. */
  readonly width: number;
  readonly height: number;
  /** Maximum number of pictures per second. */
  readonly fps: number;
  /** Whether to send to peers that connect later, too. */
  readonly toNewPeers?: boolean;
}

/**
 * `waiting`: the direction is busy with something else, or there is no picture yet. `muted`: the video continues but
 * nothing is sent. `ended` is final.
 */
export type VideoState = 'waiting' | 'running' | 'muted' | 'ended';

/** Video received from one peer, or sent from one source to one or more peers. */
export interface VideoSnapshot {
  readonly id: string;
  readonly endpoint: string;
  readonly direction: 'in' | 'out';
  /** The peer that sends it, or the peers that currently receive it. */
  readonly peers: readonly { readonly id: string; readonly address: string }[];
  readonly state: VideoState;
  /** Display name of the source; for received video, the peer's address. */
  readonly label: string;
  /** Format of the pictures on the wire, if known: `pickle`, `jpeg`, `png`, `webp`. */
  readonly codec?: string;
  readonly wire?: VideoWire;
  /** Complete pictures received, or accepted by the kernel for at least one peer. */
  readonly frames: number;
  /**
   * Pictures that were never seen: newer ones arrived before they were requested, or no peer was as fast as the source.
   */
  readonly skipped: number;
  /** Received frames that aren't pictures. */
  readonly unreadable: number;
  /** Bytes on the wire, for all peers together. */
  readonly bytes: number;
  /** Size of the newest picture in pixels; 0 before the first one. */
  readonly width: number;
  readonly height: number;
  /** Rates over about the last second; 0 unless the video is running. */
  readonly fps: number;
  readonly bytesPerSecond: number;
  /**
   * Received: time from the sender's clock in the test pattern until here, for a sender on the same machine; absent for
   * other pictures. Sent: time from capture until the kernel accepted the picture, if the time of capture was provided.
   */
  readonly latencyMs?: number;
  /** ms since the epoch. */
  readonly startedMs: number;
  readonly endedMs?: number;
  /** Reason why the video ended, unless it was stopped. */
  readonly failure?: SocketFailure;
}

/**
 * A picture to display. `I420`: planes Y, U and V one after another without padding; U and V have half the width and
 * height, rounded up (BT.601, limited range). `RGBA`: if there is alpha. `encoded`: a file of this media type, as
 * received.
 */
export type VideoPicture = {
  /** Number of the picture in this video, from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
} & ({ readonly format: 'I420' | 'RGBA' } | { readonly format: 'encoded'; readonly mediaType: string });

/** A picture delivered for sending. I420 as above; RGBA row by row without padding; `jpeg`: a file. */
export interface PushedPicture {
  /** Size of this picture in pixels; it is scaled to the size of the video. */
  readonly width: number;
  readonly height: number;
  readonly format: 'I420' | 'RGBA' | 'jpeg';
  readonly bytes: Uint8Array;
  /** ms since the epoch. */
  readonly capturedMs?: number;
}

/** A picture as a file. */
export interface PictureFile {
  readonly bytes: Uint8Array;
  /** `image/png`, or the type of the received picture. */
  readonly mediaType: string;
}

/** A connection whose first bytes are video. */
export interface RecognizedVideo {
  readonly endpoint: string;
  readonly peer: string;
  /** Address of the peer. */
  readonly address: string;
  readonly wire: VideoWire;
}

export function hasVideoEnded({ state }: Pick<VideoSnapshot, 'state'>): boolean {
  return state === 'ended';
}
