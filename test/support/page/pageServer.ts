/** Serves a window with panels to a browser: their files, and the messages between them and the extension. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { type WebSocket, WebSocketServer } from 'ws';
import { type PageHost, webviews } from '../fakeVscode/webviews.ts';
import { root } from '../paths.ts';
import { decodeMessage, encodeMessage } from './messageCodec.ts';
import { type Theme, variablesOf } from './themes.ts';
import { webviewStyle } from './webviewStyle.ts';

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.ts': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};
const outer = `<!DOCTYPE html><meta charset="utf-8"><title>Panels</title>
<style>
html, body { margin: 0; height: 100% }
body { display: flex }
iframe { border: 0; flex: 1; min-width: 0; height: 100% }
iframe.covered { position: absolute; visibility: hidden; width: 100% }
</style>
<body><script type="module" src="/files/test/support/page/outerPage.ts"></script></body>`;

export interface PageServer extends PageHost {
  setTheme(theme: Theme): void;
  /** Resolves when everything has arrived that the pages have posted until now. */
  caughtUp(): Promise<void>;
  /** Disconnects the window and drops its messages, so that the next one can connect. */
  release(): void;
}

let running: Promise<PageServer> | undefined;

/** Returns the server of all windows, since the browser caches compiled scripts per origin. It doesn't keep the process alive. */
export function pageServer(): Promise<PageServer> {
  running ??= startPageServer();
  return running;
}

async function startPageServer(): Promise<PageServer> {
  const pages = new Map<number, string>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, first, ...rest] = pathname.split('/');
    if (first === 'files') void sendFile(response, decodeURIComponent(`/${rest.join('/')}`));
    else if (first === 'panel') send(response, '.html', inVsCode(pages.get(Number(rest[0])) ?? ''));
    else send(response, '.html', outer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const link = new PageLink(new WebSocketServer({ server, path: '/messages' }));
  return {
    origin,
    show(id, html, viewType) {
      pages.set(id, html);
      link.send('show', id, viewType);
    },
    cover: (id, isCovered) => link.send('cover', id, isCovered),
    hide(id) {
      pages.delete(id);
      link.send('hide', id);
    },
    post: (id, message) => link.send('post', id, message),
    setTheme: theme => link.setTheme(theme),
    caughtUp: () => link.caughtUp(),
    release() {
      pages.clear();
      link.release();
    },
  };
}

/** Connection to the window that shows the panels. Messages wait until it has connected. */
class PageLink {
  #socket: WebSocket | undefined;
  #waiting: Uint8Array[] = [];
  readonly #marks: (() => void)[] = [];

  constructor(server: WebSocketServer) {
    server.on('connection', socket => {
      this.#socket = socket;
      socket.on('message', (data: Buffer) => {
        const [what, id, detail] = decodeMessage(data) as ['message' | 'state' | 'mark', number, unknown];
        if (what === 'mark') {
          this.#marks.shift()?.();
          return;
        }
        const panel = webviews.all.find(one => one.id === id);
        if (what === 'state' && panel) panel.keep(detail);
        else panel?.receive(detail);
      });
      socket.on('close', () => {
        if (this.#socket === socket) this.#socket = undefined;
      });
      for (const message of this.#waiting.splice(0)) socket.send(message);
    });
  }

  send(what: string, id: number, detail?: unknown): void {
    const message = encodeMessage([what, id, detail]);
    if (this.#socket) this.#socket.send(message);
    else this.#waiting.push(message);
  }

  caughtUp(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#marks.push(resolve);
    this.send('mark', 0);
    return promise;
  }

  setTheme(theme: Theme): void {
    this.send('theme', 0, variablesOf(theme));
  }

  release(): void {
    this.#socket?.terminate();
    this.#socket = undefined;
    this.#waiting = [];
    for (const reached of this.#marks.splice(0)) reached();
  }
}

/** Inserts what VS Code adds to every page: its style sheet and `acquireVsCodeApi`. */
function inVsCode(html: string): string {
  const nonce = /'nonce-([^']+)'/.exec(html)?.[1] ?? '';
  const script = `let state;
    const post = (what, detail) => parent.postMessage({ what, detail }, '*');
    globalThis.acquireVsCodeApi = () => ({
      postMessage: message => post('message', message),
      setState: to => { state = to; post('state', to); return to; },
      getState: () => state,
    });`;
  return html.replace('<head>', `<head><style>${webviewStyle}</style><script nonce="${nonce}">${script}</script>`);
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const file = path.startsWith(root) ? path : join(root, path);
  try {
    const content = await readFile(file);
    const ext = extname(file);
    send(response, ext, ext === '.ts' ? transformSync(content.toString(), { loader: 'ts' }).code : content);
  } catch {
    response.writeHead(404).end();
  }
}

function send(response: ServerResponse, ext: string, content: string | Uint8Array): void {
  response.writeHead(200, { 'content-type': types[ext] ?? 'text/html; charset=utf-8', 'cache-control': 'max-age=600' });
  response.end(content);
}
