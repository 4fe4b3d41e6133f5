/** The public API of Portside: what `extensions.getExtension('portside.portside').activate()` returns. Semver applies; unions may grow. */
import type { Event, Uri } from 'vscode';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { Counters, EndpointState, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { SocketFailure } from '../core/errorParams.ts';
import type { Severity } from '../core/eventSeverity.ts';
import type { MessagePattern } from '../core/expectedMessage.ts';
import type { EntryData as RecordedEntry } from '../core/transcriptEntry.ts';
import type { TransferState } from '../core/transfer/transferSnapshot.ts';
import type { VideoState } from '../core/video/video.ts';
import type { SendFileOptions } from './transfers/sendOptions.ts';

export type { EndpointConfig } from '../core/endpointConfig.ts';
export type { Counters, EndpointState, PeerSnapshot, PeerState, SendTarget } from '../core/endpointSnapshot.ts';
export type { MessagePattern } from '../core/expectedMessage.ts';
export type { Direction } from '../core/transcriptEntry.ts';
export type { TransferState } from '../core/transfer/transferSnapshot.ts';
export type { VideoState } from '../core/video/video.ts';
export type { SendFileOptions } from './transfers/sendOptions.ts';

export interface PortsideApi {
  readonly apiVersion: 1;
  /**
   * Opens an endpoint; shows no editor unless `reveal` is true. Rejects with an error whose `code` is the system's (`EADDRINUSE`) or
   * Portside's (`CONNECT_TIMEOUT`) and whose message is a sentence, or with a `TypeError` naming the invalid fields of the config. Then, no
   * endpoint is listed. Unknown keys are kept and named in `warnings`.
   * A client with `reconnect` that can't connect yet resolves after its first attempt in the state `reconnecting`, and keeps trying until
   * it is connected (`open`), closed, or has made all `attempts` (`failed`): `onDidChange` reports each. It rejects only for errors that
   * retrying can't fix, such as a `localAddress` that this machine doesn't have (`EADDRNOTAVAIL`).
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
  /** Problems found in the config: unknown keys, each with the known key that was probably meant. */
  readonly warnings: readonly ConfigWarning[];
  /** `state`, `address` and `counters` are at most 50 ms old; a call that changes the endpoint updates them. */
  readonly state: EndpointState;
  /** Bound or connected address, with the port resolved: `tcp://127.0.0.1:40213`. */
  readonly address: string;
  readonly counters: Counters;
  /** Open peers by age, then the recently closed ones. */
  peers(): Promise<PeerSnapshot[]>;
  /**
   * Sends bytes, or a string as UTF-8, without interpreting escapes. Without a target: to all open peers of a stream,
   * or to the remote of a UDP socket. The data is one message: if the framing ends messages with a line ending or a
   * delimiter, the data may contain it at its end, but not elsewhere. Resolves when the kernel has the last byte.
   * Rejects with NO_PEER if there is no such peer at the time of the call, and with a RangeError for data that the
   * framing can't represent.
   */
  send(data: string | Uint8Array, to?: SendTarget): Promise<void>;
  /**
   * Sends a file, or the files in a folder, to one peer, without prompting. Resolves when the transfer is under way, after everything sent
   * before. Without options, a stream sends only the file's bytes, then our end of stream: `endAfter: false` keeps the connection open.
   * Rejects with SEVERAL_PEERS if there are several peers at the time of the call and `peer` doesn't say which (`sendFileToAll` sends to
   * each), and with NO_PEER if there is none.
   */
  sendFile(uri: Uri, options?: SendFileOptions): Promise<Transfer>;
  /** Sends the file or folder to each open peer, as one transfer per peer. Rejects with NO_PEER if there is none. */
  sendFileToAll(uri: Uri, options?: Omit<SendFileOptions, 'peer'>): Promise<Transfer[]>;
  /** Files sent and received, including those in progress, oldest first. */
  transfers(): Promise<Transfer[]>;
  /**
   * Sends video without prompting, except for access to the camera. Resolves when it is under way, after everything sent before. Rejects
   * with BUSY while a file is being sent, and with NO_PEER if it targets no peer and `toNewPeers` isn't set.
   */
  startVideo(options?: StartVideoOptions): Promise<VideoStream>;
  /** Treats what a peer sends as video from now on: length-prefixed pictures, or the parts of a multipart stream. */
  showVideo(peer: string): Promise<VideoStream>;
  /** Sends our end of stream to one peer or all. */
  end(peer?: string): Promise<void>;
  /** Aborts the connection (RST). */
  reset(peer?: string): Promise<void>;
  disconnect(peer: string): Promise<void>;
  /**
   * Streams the messages received from this call on: those of all conversations of the endpoint, including later ones,
   * until it is removed; or those of one open peer, until it disconnects. While you take no messages, reading from
   * connections pauses, so call `return()` when you are done (a `for await` loop does); datagrams can't be held back
   * and count as `dropped`. The stream's first call rejects with NO_PEER if there is no such peer, and with
   * TOO_MANY_STREAMS if 256 streams are open.
   */
  messages(options?: { readonly peer?: string }): MessageStream;
  /**
   * Resolves with the first matching message received after this call: so call it before you send the request, or open
   * `messages()` before and use its `expect`. Rejects as `MessageStream.expect` does.
   */
  expect(pattern: MessagePattern, options?: ExpectOptions & { readonly peer?: string }): Promise<Message>;
  /** Returns at most 1,000 entries from `from`, which counts from the end if negative; data is limited to 64 KiB each. */
  transcript(range?: { from?: number; count?: number }): Promise<EntryData[]>;
  entryBytes(seq: number, offset?: number, length?: number): Promise<Uint8Array>;
  /** Closes the sockets; the endpoint and its transcript stay. */
  close(): Promise<void>;
  /** Opens the sockets again under the same id; a client with `reconnect` behaves as in `open` of the API. */
  reopen(): Promise<void>;
  /** Closes the sockets and forgets the transcript. */
  remove(): Promise<void>;
  /** Fires at most 20 times a second, and always after the last change. */
  readonly onDidChange: Event<void>;
}

/** A message that was received. */
export interface Message {
  readonly data: Uint8Array;
  /** `data` as text, in the endpoint's encoding. A byte that can't be decoded becomes U+DC00 plus the byte. */
  readonly text: string;
  /** The peer it came from, which may have disconnected since. */
  readonly peer: { readonly id: string; readonly address: string };
}

export interface ExpectOptions {
  /** 10,000 by default. */
  readonly timeoutMs?: number;
}

/** Messages in the order in which they were received, each once. Concurrent calls are served in turn. */
export interface MessageStream extends AsyncIterable<Message> {
  /**
   * Number of messages lost because too many were waiting: datagrams beyond 1 MiB or 4,096 messages, and the last
   * messages of closed connections beyond 64 MiB or 69,632 messages.
   */
  readonly dropped: number;
  next(): Promise<IteratorResult<Message, undefined>>;
  /** Closes the stream: a pending `next` is done. */
  return(): Promise<IteratorResult<Message, undefined>>;
  /**
   * Resolves with the next message that contains the string or the bytes (in `hex`, `..` stands for any byte), or whose
   * text matches the expression. Skips the messages before it; the next call starts after it. Rejects with
   * EXPECT_TIMEOUT, and with EXPECT_ENDED if the endpoint is closed or the messages end; the error quotes the last
   * messages.
   */
  expect(pattern: MessagePattern, options?: ExpectOptions): Promise<Message>;
}

/** An entry of the transcript: a message with its bytes up to a limit, or an event. */
export interface EntryData extends Omit<RecordedEntry, 'event'> {
  readonly event?: TranscriptEvent;
}

/**
 * An event of the transcript. These codes and parameters are part of the API, and `api.md` describes them; other
 * parameters may come and go. All other events have the code `other` and a `message` that is meant for people.
 */
export type TranscriptEvent =
  | { readonly code: 'listening' | 'connecting'; readonly address: string }
  | { readonly code: 'bound'; readonly address: string; readonly remote?: string }
  | { readonly code: 'peerConnected' | 'peerHeard'; readonly address: string }
  | { readonly code: 'peerEnded' }
  | { readonly code: 'peerClosed' | 'peerReset'; readonly by: 'peer' | 'us' }
  | { readonly code: 'peerRefused'; readonly address: string; readonly maxPeers: number }
  | { readonly code: 'peerFailed' | 'sendFailed' | 'failed'; readonly failure: SocketFailure }
  | {
      readonly code: 'reconnecting';
      readonly attempt: number;
      readonly delayMs: number;
      readonly failure?: SocketFailure;
    }
  | { readonly code: 'datagramsDropped' | 'datagramsLost'; readonly datagrams: number }
  | {
      readonly code: 'fileSent' | 'fileReceived';
      readonly name: string;
      readonly files: number;
      readonly bytes: number;
      readonly durationMs: number;
      readonly sha256?: string;
    }
  | {
      readonly code: 'transferFailed';
      readonly direction: 'in' | 'out';
      readonly name: string;
      readonly bytes: number;
      readonly failure: SocketFailure;
    }
  | {
      readonly code: 'transferCancelled';
      readonly direction: 'in' | 'out';
      readonly name: string;
      readonly bytes: number;
    }
  | { readonly code: 'videoStarted'; readonly direction: 'in' | 'out' }
  | {
      readonly code: 'videoEnded';
      readonly direction: 'in' | 'out';
      readonly frames: number;
      readonly bytes: number;
      readonly skipped: number;
      readonly durationMs: number;
    }
  | { readonly code: 'closed' }
  | { readonly code: 'other'; readonly severity: Severity; readonly message: string };

/** One file, or the files in a folder, on the way to or from one peer. */
export interface Transfer {
  readonly id: string;
  /** Recipient or sender, which may have disconnected since. */
  readonly peer: { readonly id: string; readonly address: string };
  readonly direction: 'in' | 'out';
  readonly name: string;
  /** Path of the file or folder that is sent or saved, on the machine that opens the sockets. */
  readonly path: string | undefined;
  /** Total size of all files; undefined if it is unknown until the stream ends. */
  readonly size: number | undefined;
  /** Bytes sent or received so far, including those that the receiver already had. */
  readonly bytes: number;
  readonly state: TransferState;
  /**
   * Resolves when all bytes have been transferred. `sha256` is set for a single file that was received, or that its
   * receiver confirmed (`framed`). Rejects with an error that has a `code` and a sentence if the transfer fails or is
   * cancelled.
   */
  readonly done: Promise<{ sha256?: string }>;
  /** Cancels the transfer and resolves when it has ended; does nothing if it already had. */
  cancel(): Promise<void>;
}

export interface StartVideoOptions {
  /** `test-pattern` by default. */
  readonly source?: 'camera' | 'screen' | 'file' | 'test-pattern';
  /** For `file`: a picture, or a video that ffmpeg reads. */
  readonly uri?: Uri;
  /** For `camera` with ffmpeg: the name that ffmpeg gives the device. */
  readonly device?: string;
  /** Pictures as pickled numpy arrays (BGR) or as JPEG, each after its length in 8 bytes; `pickle` by default. */
  readonly codec?: 'pickle' | 'jpeg';
  /** JPEG quality, 1 to 100; 80 by default. */
  readonly quality?: number;
  /** Byte order of the length; `little` by default. */
  readonly endian?: 'little' | 'big';
  /** Size in pixels; 640 by 480 by default. */
  readonly width?: number;
  readonly height?: number;
  /** Maximum number of pictures per second; 30 by default. */
  readonly fps?: number;
  /** The recipient's id; all open peers by default. */
  readonly peer?: string;
  /** Whether to send to peers that connect later, too. */
  readonly toNewPeers?: boolean;
}

/** Video sent to one or more peers, or received from one. */
export interface VideoStream {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly state: VideoState;
  /** Counters that are at most 100 ms old. */
  readonly counters: VideoCounters;
  /** Fires at most 10 times a second, and always after the last change. */
  readonly onDidChange: Event<void>;
  /** Stops the video and resolves when it has ended; does nothing if it already had. */
  stop(): Promise<void>;
}

export interface VideoCounters {
  /** Complete pictures received. */
  readonly framesIn: number;
  /** Complete pictures handed to the kernel. */
  readonly framesOut: number;
  /** Pictures that were never shown because newer ones arrived. */
  readonly skipped: number;
  /** Size of the newest picture in pixels; 0 before the first one. */
  readonly width: number;
  readonly height: number;
  /** Average over about the last second; 0 unless the video is running. */
  readonly fps: number;
  /** Age of a picture when it is received, or handed to the kernel, if known. */
  readonly latencyMs: number | undefined;
}
