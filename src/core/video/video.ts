/** Video on its way, as data that can cross a message port. */
import type { SocketFailure } from '../socketError.ts';

/**
 * How pictures stand on the wire: each after its length in 8 bytes (Python's `struct.pack("Q", n)`), or as the parts of a multipart
 * stream (RFC 2046), as cameras send JPEG pictures.
 */
export type VideoWire =
  | { readonly format: 'length-prefixed'; readonly endian: 'little' | 'big' }
  | { readonly format: 'multipart' };

/** Of JPEG, where nobody says another. */
export const defaultJpegQuality = 80;

/** How a sent picture is written: a pickled numpy array of shape (height, width, 3), uint8, BGR; or bare JPEG. */
export type VideoCodec = 'pickle' | 'jpeg';

/**
 * Where pictures come from. `pushed`: from somebody who hands them over one by one, a page with a camera or a screen; `image`: a file
 * (JPEG or PNG), again and again; `ffmpeg`: what the program of this name reads with these arguments for its input, up to `-i` and its
 * value. `repeats` is given where that is a file, which is then read at its own pace, and over and over where it is true.
 */
export type VideoSource =
  | { readonly kind: 'test-pattern' }
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'ffmpeg'; readonly program: string; readonly input: readonly string[]; readonly repeats?: boolean }
  | { readonly kind: 'pushed' };

export interface VideoOptions {
  readonly source: VideoSource;
  /** What a person calls the source: the camera's name, the file's. */
  readonly label: string;
  readonly codec: VideoCodec;
  /** Of JPEG, 1 to 100; `defaultJpegQuality` when absent. */
  readonly quality?: number;
  /** Of the length before each picture; little when absent. */
  readonly endian?: 'little' | 'big';
  /** In pixels, of each picture sent: what has another shape stands in the middle of black. JPEG that is pushed goes as it is. */
  readonly width: number;
  readonly height: number;
  /** Pictures a second, at most. */
  readonly fps: number;
  /** Also to those who connect later. */
  readonly toNewPeers?: boolean;
}

/**
 * `waiting`: for the direction, which carries something else still, or for the first picture. `muted`: it goes on and sends nothing.
 * `ended` is final.
 */
export type VideoState = 'waiting' | 'running' | 'muted' | 'ended';

/** Video received from one peer, or sent from one source to one or more peers. */
export interface VideoSnapshot {
  readonly id: string;
  readonly endpoint: string;
  readonly direction: 'in' | 'out';
  /** From whom, or to whom it is sent now. */
  readonly peers: readonly { readonly id: string; readonly address: string }[];
  readonly state: VideoState;
  /** What a person calls the source; of received video the peer's address. */
  readonly label: string;
  /** What the pictures are on the wire, as far as it is known: `pickle`, `jpeg`, `png`, `webp`. */
  readonly codec?: string;
  readonly wire?: VideoWire;
  /** Whole pictures received, or handed to the kernel for one peer at least. */
  readonly frames: number;
  /** Pictures that nobody saw: newer ones came before they were asked for, or no peer's socket was as fast as the source. */
  readonly skipped: number;
  /** Frames received that are no picture. */
  readonly unreadable: number;
  /** Wire bytes, to all peers together. */
  readonly bytes: number;
  /** Of the newest picture, in pixels; 0 before the first. */
  readonly width: number;
  readonly height: number;
  /** Over the last second or so; 0 unless it runs. */
  readonly fps: number;
  readonly bytesPerSecond: number;
  /**
   * Received: from the sender's clock in the test pattern to here, on one machine; absent for other pictures. Sent: from its capture
   * until the kernel had it, where whoever pushes tells the time of capture.
   */
  readonly latencyMs?: number;
  /** ms since the epoch. */
  readonly startedMs: number;
  readonly endedMs?: number;
  /** Why it ended, unless somebody ended it. */
  readonly failure?: SocketFailure;
}

/**
 * A picture for the screen. `I420`: planes Y, U, V one after another without padding, U and V of half the width and height, rounded up
 * (BT.601, limited range). `RGBA`: where there is alpha. `encoded`: a file of this media type as it came.
 */
export type VideoPicture = {
  /** Counts the pictures of this video, from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
} & ({ readonly format: 'I420' | 'RGBA' } | { readonly format: 'encoded'; readonly mediaType: string });

/** A picture that is handed over to be sent. I420 as above; RGBA row by row without padding; `jpeg`: a file. */
export interface PushedPicture {
  /** In pixels, of this picture: it is scaled to what is sent. */
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
  /** `image/png`, or what the picture came as. */
  readonly mediaType: string;
}

/** The first bytes of a connection proved to be video. */
export interface RecognisedVideo {
  readonly endpoint: string;
  readonly peer: string;
  /** The peer's. */
  readonly address: string;
  readonly wire: VideoWire;
}

export function hasVideoEnded({ state }: Pick<VideoSnapshot, 'state'>): boolean {
  return state === 'ended';
}
