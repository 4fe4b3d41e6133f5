/** Responses of the camera server: the page, its files, and refusals in plain words. */
import { randomBytes } from 'node:crypto';
import { type Phrase, phrase } from '../core/phrase.ts';
import type { CameraPageBoot } from '../protocol/cameraCalls.ts';

/** The page's language, and its translations of the English texts. */
export interface PageLanguage extends CameraPageBoot {
  readonly language: string;
}

export interface PageResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Headers of every response: it isn't cached, framed, read by other sites or sent as a referrer. */
const guards = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), display-capture=(self), microphone=(), geolocation=()',
};

export const notOpen = phrase(
  'This link is no longer valid: its video has ended, or the link is incomplete. Start the video again in VS Code.',
);

export const alreadyOpened = phrase('This one-time link was already used. Start the video again in VS Code.');

/** Returns the page. Everything it loads is below its own address, which contains the token. */
export function pageAnswer({ language, l10n }: PageLanguage): PageResponse {
  const nonce = newNonce();
  const boot: CameraPageBoot = l10n ? { l10n } : {};
  const body = `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="dark light">
  <link rel="icon" href="icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="cameraPage.css" nonce="${nonce}">
  <title>Portside</title>
</head>
<body>
  <script id="boot" type="application/json" nonce="${nonce}">${JSON.stringify(boot).replaceAll('<', '\\u003c')}</script>
  <portside-camera></portside-camera>
  <script type="module" nonce="${nonce}" src="cameraPage.js"></script>
</body>
</html>`;
  return html(200, body, `script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src 'self'; connect-src 'self'`);
}

/** Returns a page that shows only this sentence and reveals nothing about what exists. */
export function refusal(sentence: string, language: string, status = 403): PageResponse {
  const nonce = newNonce();
  const body = `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="dark light">
  <style nonce="${nonce}">body { max-width: 34em; margin: 20vh auto 0; padding: 0 24px; font: 14px/1.5 system-ui, sans-serif } h1 { font-size: 22px }</style>
  <title>Portside</title>
</head>
<body><main><h1>Portside</h1><p>${text(sentence)}</p></main></body>
</html>`;
  return html(status, body, `style-src 'nonce-${nonce}'`);
}

export function redirection(location: string): PageResponse {
  return { status: 303, headers: { ...guards, location }, body: '' };
}

export function fileAnswer(body: Uint8Array, type: string): PageResponse {
  return { status: 200, headers: { ...guards, 'content-type': type }, body };
}

/** Translates the text of a refusal. */
export type TranslatePhrase = (phrase: Phrase) => string;

function html(status: number, body: string, policy: string): PageResponse {
  const always = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  const headers = {
    ...guards,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${always}; ${policy}`,
  };
  return { status, headers, body };
}

function newNonce(): string {
  return randomBytes(16).toString('base64');
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;');
}
