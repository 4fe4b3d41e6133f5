/** Globals that webview modules expect when they are loaded. Import it before them, for its effect. */
// Before `document` is defined: otherwise Lit would take Node for a browser.
import 'lit';
import type { PanelBoot } from '../../src/protocol/panelCalls.ts';

type Post = (message: unknown) => void;

const boot: PanelBoot = { isBrowser: false, endpoint: 'e1' };
/** States that the page asked VS Code to keep. */
export const vscodeStates: unknown[] = [];
let post: Post = () => undefined;

const page = new EventTarget();
const document = Object.assign(new EventTarget(), {
  visibilityState: 'visible',
  activeElement: null,
  getElementById: () => ({ textContent: JSON.stringify(boot) }),
});

/** For `instanceof`; tests add the properties that they need. */
class HTMLInputElement {}
class HTMLVideoElement {}

Object.assign(globalThis, {
  HTMLInputElement,
  HTMLVideoElement,
  window: page,
  document,
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => post(message),
    setState: (state: unknown) => void vscodeStates.push(state),
  }),
});

/** Receives the page's messages from now on. The returned function sends one to the page. */
export function takeMessages(take: Post): Post {
  post = take;
  return data => void page.dispatchEvent(Object.assign(new Event('message'), { data }));
}
