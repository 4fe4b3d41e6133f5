/**
 * Serves the camera page, on loopback only, while there are sessions. Anyone with a session's address, which contains
 * its token, counts as the user: other users of the machine and other pages in the user's browser don't have it (see
 * `pageOrigin.ts`).
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { checkCameraTask } from '../core/camera/cameraTask.ts';
import { cameraSocketName } from '../protocol/cameraCalls.ts';
import type { PageFailure } from '../protocol/pageFailure.ts';
import {
  alreadyOpened,
  fileAnswer,
  notOpen,
  type PageLanguage,
  type PageResponse,
  pageAnswer,
  redirection,
  refusal,
  type TranslatePhrase,
} from './cameraPageHtml.ts';
import { CameraPageSession, type CameraSession } from './cameraPageSession.ts';
import { listenOnStablePort, loopbackAddress, type RememberedPorts } from './stablePort.ts';

export type { CameraSession } from './cameraPageSession.ts';

export interface CameraServerOptions {
  /** The folder with the page's bundle. */
  readonly assets: string;
  /** The page's icon, an SVG file. */
  readonly icon: string;
  readonly ports: RememberedPorts;
  readonly page: PageLanguage;
  readonly translate: TranslatePhrase;
  readonly heartbeatMs?: number;
  readonly lingerMs?: number;
  /** Called when something failed unexpectedly in a page. */
  readonly onFailure?: (failure: PageFailure) => void;
}

export interface OpenCamera {
  /** One-time address: redirects its first visitor to the page that feeds the video. */
  readonly url: string;
  /** Ends the session, and makes the page release the camera. */
  stop(): void;
}

/** Target of a request's address. */
interface RequestTarget {
  readonly page: CameraPageSession | undefined;
  /** The address contains the ticket, which merely redirects to the page. */
  readonly isTicket: boolean;
  readonly name: string | undefined;
}

interface Listening {
  readonly server: Server;
  readonly port: number;
}

const defaultHeartbeatMs = 10_000;
const defaultLingerMs = 4000;
/** Limits connections without a valid token: beyond this, the oldest is closed, so that the page can always connect. */
const maxStrangers = 64;

export class CameraServer {
  readonly #options: CameraServerOptions;
  readonly #sessions = new Set<CameraPageSession>();
  /** Sockets without a valid token so far, oldest first. */
  readonly #strangers = new Set<Socket>();
  #listening: Promise<Listening> | undefined;
  /** Resolves when the port of the previous server is free. */
  #released: Promise<void> = Promise.resolve();

  constructor(options: CameraServerOptions) {
    this.#options = options;
  }

  /** Starts a session. Rejects with a RangeError for a size or rate that no camera has, and if no port is available. */
  async open(session: CameraSession): Promise<OpenCamera> {
    checkCameraTask(session);
    const { heartbeatMs = defaultHeartbeatMs, lingerMs = defaultLingerMs, onFailure } = this.#options;
    const page: CameraPageSession = new CameraPageSession(session, {
      heartbeatMs,
      lingerMs,
      onFailure,
      onOver: () => this.#forget(page),
    });
    this.#sessions.add(page);
    try {
      this.#listening ??= this.#listen();
      const { port } = await this.#listening;
      return { url: `http://${loopbackAddress}:${port}/${page.ticket}/`, stop: () => page.stop() };
    } catch (error) {
      page.stop();
      throw error;
    }
  }

  /** Ends every session. */
  dispose(): void {
    for (const page of this.#sessions) page.stop();
  }

  async #listen(): Promise<Listening> {
    await this.#released;
    const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 10_000 });
    server.on('connection', socket => this.#meet(socket));
    server.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy() /* the installation lacks a file of the page */);
    });
    server.on('upgrade', (request, stream, head) => this.#upgrade(request, stream, head));
    return { server, port: await listenOnStablePort(server, this.#options.ports) };
  }

  #meet(socket: Socket): void {
    this.#strangers.add(socket);
    socket.once('close', () => this.#strangers.delete(socket));
    const [oldest] = this.#strangers;
    if (this.#strangers.size > maxStrangers) oldest?.destroy();
  }

  #forget(page: CameraPageSession): void {
    this.#sessions.delete(page);
    if (this.#sessions.size > 0 || !this.#listening) return;
    const closing = this.#listening;
    this.#listening = undefined;
    this.#released = closing.then(
      ({ server }) => {
        // Listening stops immediately; stopped pages close their sockets by themselves.
        server.close();
        server.closeIdleConnections();
      },
      () => undefined /* it wasn't listening */,
    );
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers, body } = await this.#answerTo(request);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  async #answerTo(request: IncomingMessage): Promise<PageResponse> {
    const { page, name, isTicket } = this.#place(request);
    if (page) this.#strangers.delete(request.socket);
    const { translate, assets, icon } = this.#options;
    const { language } = this.#options.page;
    if (!page?.origin.admitsPage(request.headers)) return refusal(translate(notOpen), language);
    if (request.method !== 'GET' && (isTicket || request.method !== 'HEAD'))
      return refusal('Method not allowed', language, 405);
    if (isTicket && name) return refusal(translate(notOpen), language, 404);
    if (isTicket && !page.useTicket()) return refusal(translate(alreadyOpened), language);
    // Addresses are relative: port forwarding may prepend a path.
    if (isTicket) return redirection(name === undefined ? `${page.token}/` : `../${page.token}/`);
    switch (name) {
      case undefined:
        return redirection(`${page.token}/`);
      case '':
        return pageAnswer(this.#options.page);
      case 'cameraPage.js':
        return fileAnswer(await readFile(join(assets, name)), 'text/javascript; charset=utf-8');
      case 'cameraPage.css':
        return fileAnswer(await readFile(join(assets, name)), 'text/css; charset=utf-8');
      case 'icon.svg':
        return fileAnswer(await readFile(icon), 'image/svg+xml');
      default:
        return refusal(translate(notOpen), language, 404);
    }
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    const { page, name, isTicket } = this.#place(request);
    if (page && !isTicket && name === cameraSocketName && page.origin.admitsSocket(request.headers)) {
      this.#strangers.delete(request.socket);
      page.accept(request, stream, head);
    } else
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => stream.destroy());
  }

  /** Resolves `/TOKEN/NAME` to the session of the token, if there is one, and the requested part of it. */
  #place({ url = '' }: IncomingMessage): RequestTarget {
    const [, token = '', ...names] = (url.split('?')[0] ?? '').split('/');
    const sessions = [...this.#sessions];
    // All are compared, so that the time taken reveals nothing about any of them.
    const [page] = sessions.filter(session => session.hasToken(token));
    const [ticketed] = sessions.filter(session => session.hasTicket(token));
    return {
      page: page ?? ticketed,
      isTicket: ticketed !== undefined,
      name: names.length === 0 ? undefined : names.join('/'),
    };
  }
}
