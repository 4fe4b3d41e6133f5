/** Hashes in templates: `{{$sha1 key:base64}}`, `{{$websocketAccept key}}`. The caller computes them. */

export const hashAlgorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

export const hashBytes: Readonly<Record<HashAlgorithm, number>> = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/** The value of `Sec-WebSocket-Accept` for a key (RFC 6455, section 4.2.2). */
export const websocketAccept = 'websocketAccept';
export const websocketGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export const hashNames: readonly string[] = [...hashAlgorithms, websocketAccept];

export function isHashAlgorithm(name: string): name is HashAlgorithm {
  return (hashAlgorithms as readonly string[]).includes(name);
}
