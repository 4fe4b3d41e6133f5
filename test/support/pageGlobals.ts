/** What modules of the webview expect of a page when they are loaded. Import it before them, for its effect. */
// Before there is a document: otherwise Lit would take this for a browser.
import 'lit';
import type { PanelBoot } from '../../src/protocol/panelCalls.ts';

type Post = (message: unknown) => void;

const boot: PanelBoot = { isBrowser: false };
let post: Post = () => undefined;

const page = new EventTarget();
const document = Object.assign(new EventTarget(), {
  visibilityState: 'visible',
  activeElement: null,
  getElementById: () => ({ textContent: JSON.stringify(boot) }),
});

/** For `instanceof`; a test gives it what it needs. */
class HTMLInputElement {}
class HTMLVideoElement {}

Object.assign(globalThis, {
  HTMLInputElement,
  HTMLVideoElement,
  window: page,
  document,
  acquireVsCodeApi: () => ({ postMessage: (message: unknown) => post(message), setState: () => undefined }),
});

/** Takes the messages of the page from now on. The returned function sends one to the page. */
export function takeMessages(take: Post): Post {
  post = take;
  return data => void page.dispatchEvent(Object.assign(new Event('message'), { data }));
}
