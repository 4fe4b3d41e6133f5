/** The public API of Portside: what `extensions.getExtension('portside.portside').activate()` gives. Semver applies; unions may grow. */
import type { Event, Uri } from 'vscode';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { Counters, EndpointState, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { EntryData } from '../core/transcriptEntry.ts';
import type { TransferState } from '../core/transfer/transfer.ts';
import type { VideoState } from '../core/video/video.ts';
import type { SendFileOptions } from './transfers/sendOptions.ts';

export type { EndpointConfig } from '../core/endpointConfig.ts';
export type { Counters, EndpointState, PeerSnapshot, PeerState, SendTarget } from '../core/endpointSnapshot.ts';
export type { Direction, EntryData, TranscriptEvent } from '../core/transcriptEntry.ts';
export type { TransferState } from '../core/transfer/transfer.ts';
export type { VideoState } from '../core/video/video.ts';
export type { SendFileOptions } from './transfers/sendOptions.ts';

export interface PortsideApi {
  readonly apiVersion: 1;
  /**
   * Opens an endpoint; shows no editor unless `reveal` is true. Rejects with an error whose `code` is the system's (`EADDRINUSE`) or
   * Portside's (`CONNECT_TIMEOUT`) and whose message is a sentence, or with a `TypeError` naming the bad fields of the config. Then no
   * endpoint is listed. Keys that no endpoint has are kept and named in `warnings`.
   *
   * A client with `reconnect` that can't connect yet resolves after its first attempt in the state `reconnecting`, and keeps trying until
   * it is connected (`open`), closed, or has made all `attempts` (`failed`): `onDidChange` reports each. It rejects only for what trying
   * again can't fix, such as a `localAddress` that this machine doesn't have (`EADDRNOTAVAIL`).
   */
  open(config: EndpointConfig, options?: { reveal?: boolean }): Promise<Endpoint>;
  readonly endpoints: readonly Endpoint[];
  readonly onDidChangeEndpoints: Event<void>;
}

export interface ConfigWarning {
  /** The key: `greating`. */
  readonly path: string;
  /** A sentence without the key: `not a key of an endpoint; did you mean greeting?`. */
  readonly message: string;
}

export interface Endpoint {
  readonly id: string;
  readonly config: EndpointConfig;
  /** What is doubtful about the config: keys that no endpoint has, with the key that was probably meant. */
  readonly warnings: readonly ConfigWarning[];
  /** This, `address` and `counters` are at most 50 ms old; a call that changes the endpoint brings them up to date. */
  readonly state: EndpointState;
  /** As bound or connected, port resolved: `tcp://127.0.0.1:40213`. */
  readonly address: string;
  readonly counters: Counters;
  /** Open peers by age, then the recently closed. */
  peers(): Promise<PeerSnapshot[]>;
  /**
   * Sends bytes, or a string as UTF-8, taken literally. Without a target: to all open peers of a stream, to the remote of a UDP socket.
   * They are one message: where messages end with a line ending or a delimiter, they may bring it along, but not contain another.
   * Resolves when the kernel has taken the last byte. Rejects with NO_PEER when there is no such peer at the time of the call, and with a
   * RangeError for what the framing can't represent.
   */
  send(data: string | Uint8Array, to?: SendTarget): Promise<void>;
  /**
   * Sends a file, or the files of a folder, to one peer; asks nothing. Resolves when it is on its way, after all that was sent before.
   * Without options a stream gets its bytes alone, then our end of stream: `endAfter: false` keeps the connection open. Rejects with
   * SEVERAL_PEERS when there are several peers at the time of the call and `peer` doesn't say which (`sendFileToAll` sends to each), with
   * NO_PEER when there is none.
   */
  sendFile(uri: Uri, options?: SendFileOptions): Promise<Transfer>;
  /** The same to each open peer, a transfer each. Rejects with NO_PEER when there is none. */
  sendFileToAll(uri: Uri, options?: Omit<SendFileOptions, 'peer'>): Promise<Transfer[]>;
  /** Files that were sent and received, those on their way included, the oldest first. */
  transfers(): Promise<Transfer[]>;
  /**
   * Sends video; asks nothing, except who has the camera for it. Resolves when it is on its way, after all that was sent before. Rejects
   * with BUSY while a file is on its way, with NO_PEER when nobody is meant and `toNewPeers` is not given.
   */
  startVideo(options?: StartVideoOptions): Promise<VideoStream>;
  /** Takes what a peer sends as video from now on: pictures after their lengths, or as the parts of a multipart stream. */
  showVideo(peer: string): Promise<VideoStream>;
  /** Sends our end of stream to one peer or to all. */
  end(peer?: string): Promise<void>;
  /** Aborts the connection (RST). */
  reset(peer?: string): Promise<void>;
  disconnect(peer: string): Promise<void>;
  /** At most 1,000 entries from `from`, which counts from the end when negative; data up to 64 KiB each. */
  transcript(range?: { from?: number; count?: number }): Promise<EntryData[]>;
  entryBytes(seq: number, offset?: number, length?: number): Promise<Uint8Array>;
  /** Closes the sockets; the endpoint and its transcript stay. */
  close(): Promise<void>;
  /** Opens the sockets again, under the same id; a client with `reconnect` as `open` of the API does. */
  reopen(): Promise<void>;
  /** Closes the sockets and forgets the transcript. */
  remove(): Promise<void>;
  /** At most 20 a second, always after the last change. */
  readonly onDidChange: Event<void>;
}

/** One file, or the files of a folder, on the way to or from one peer. */
export interface Transfer {
  readonly id: string;
  /** Whom it goes to or comes from; it may have gone meanwhile. */
  readonly peer: { readonly id: string; readonly address: string };
  readonly direction: 'in' | 'out';
  readonly name: string;
  /** On the machine that opens the sockets: what is sent, or where it is received. */
  readonly path: string | undefined;
  /** Bytes of all files; undefined while only the end of the stream tells. */
  readonly size: number | undefined;
  /** Bytes sent or received so far, those included that the receiver had before. */
  readonly bytes: number;
  readonly state: TransferState;
  /**
   * Resolves when all bytes are through, with the SHA-256 of one file that was received, or whose receiver confirmed it (`framed`): of
   * what is sent otherwise nobody tells. Rejects with an error that has a `code` and a sentence when it fails or is cancelled.
   */
  readonly done: Promise<{ sha256?: string }>;
  /** Resolves when it has ended; nothing happens to one that had. */
  cancel(): Promise<void>;
}

export interface StartVideoOptions {
  /** `test-pattern` where nothing is said. */
  readonly source?: 'camera' | 'screen' | 'file' | 'test-pattern';
  /** Of `file`: a picture, or a film that ffmpeg reads. */
  readonly uri?: Uri;
  /** Of `camera` by ffmpeg: its name there. */
  readonly device?: string;
  /** A pickled numpy array (BGR) or JPEG, each after its length in 8 bytes; `pickle` where nothing is said. */
  readonly codec?: 'pickle' | 'jpeg';
  /** Of JPEG, 1 to 100; 80 where nothing is said. */
  readonly quality?: number;
  /** Of the length; `little` where nothing is said. */
  readonly endian?: 'little' | 'big';
  /** In pixels; 640 by 480 where nothing is said. */
  readonly width?: number;
  readonly height?: number;
  /** Pictures a second, at most; 30 where nothing is said. */
  readonly fps?: number;
  /** Whom it goes to, by id; all open peers where nothing is said. */
  readonly peer?: string;
  /** Also to those who connect later. */
  readonly toNewPeers?: boolean;
}

/** Video sent to one or more peers, or received from one. */
export interface VideoStream {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly state: VideoState;
  /** As they were at most a tenth of a second ago. */
  readonly counters: VideoCounters;
  /** At most 10 a second, always after the last change. */
  readonly onDidChange: Event<void>;
  /** Resolves when it has ended; nothing happens to one that had. */
  stop(): Promise<void>;
}

export interface VideoCounters {
  /** Whole pictures received. */
  readonly framesIn: number;
  /** Whole pictures handed to the kernel. */
  readonly framesOut: number;
  /** Pictures that nobody saw: newer ones came first. */
  readonly skipped: number;
  /** Of the newest picture, in pixels; 0 before the first. */
  readonly width: number;
  readonly height: number;
  /** Over the last second or so; 0 unless it runs. */
  readonly fps: number;
  /** How old a picture is that is received, or handed to the kernel, where that is known. */
  readonly latencyMs: number | undefined;
}
