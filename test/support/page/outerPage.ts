/** Runs in the browser: shows each panel in its own frame, as VS Code does, and relays messages between it and the test. */
import { decodeMessage, encodeMessage } from './messageCodec.ts';

/** A message from the server: `[what, panel, detail]`. */
type Told = ['show' | 'hide' | 'cover' | 'post' | 'theme' | 'mark', number, unknown];

interface Theme {
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

const frames = new Map<number, HTMLIFrameElement>();
const { port } = new SharedWorker('/files/test/support/page/socketWorker.ts', { type: 'module' });
let theme: Theme | undefined;

port.addEventListener('message', ({ data }) => {
  const [what, id, detail] = decodeMessage(new Uint8Array(data)) as Told;
  if (what === 'post') frames.get(id)?.contentWindow?.postMessage(detail, '*');
  // After what the frames have posted until now.
  else if (what === 'mark') window.postMessage({ what }, '*');
  else if (what === 'theme') setTheme(detail as Theme);
  else if (what === 'cover') frames.get(id)?.classList.toggle('covered', detail as boolean);
  else {
    frames.get(id)?.remove();
    frames.delete(id);
    if (what === 'show') frames.set(id, frameOf(id, detail as string));
  }
});

window.addEventListener('message', ({ source, data }) => {
  const [id] = source === window ? [0] : ([...frames].find(([, frame]) => frame.contentWindow === source) ?? []);
  if (id === undefined) return;
  const message = encodeMessage([data.what, id, data.detail]);
  port.postMessage(message, [message.buffer]);
});
port.start();

function frameOf(id: number, viewType: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.dataset.view = viewType;
  frame.src = `/panel/${id}?${performance.now()}`;
  frame.allow = 'clipboard-read; clipboard-write; camera; display-capture; autoplay';
  frame.addEventListener('load', () => paint(frame));
  document.body.append(frame);
  return frame;
}

function setTheme(to: Theme): void {
  const gone = Object.keys(theme?.variables ?? {}).filter(name => !(name in to.variables));
  theme = to;
  for (const frame of frames.values()) {
    for (const name of gone) frame.contentDocument?.documentElement.style.removeProperty(name);
    paint(frame);
  }
}

/** Applies the theme as VS Code does: colors and fonts as variables, the kind as a class. */
function paint(frame: HTMLIFrameElement): void {
  const { documentElement, body } = frame.contentDocument ?? {};
  if (!theme || !documentElement || !body) return;
  for (const [name, value] of Object.entries(theme.variables)) documentElement.style.setProperty(name, value);
  body.classList.remove('vscode-light', 'vscode-dark', 'vscode-high-contrast', 'vscode-high-contrast-light');
  body.classList.add(theme.kind);
  if (theme.kind === 'vscode-high-contrast-light') body.classList.add('vscode-high-contrast');
  body.dataset.vscodeThemeKind = theme.kind;
  frame.dataset.ready = 'true';
}
