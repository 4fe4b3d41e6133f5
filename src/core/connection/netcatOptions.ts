/** The options of netcat in its dialects: OpenBSD, traditional, GNU, BusyBox and Nmap's ncat. */
import { type Phrase, phrase, TextError } from '../phrase.ts';

/** Options by their long names, and the remaining words. */
export interface NetcatArguments {
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** If a letter has two meanings in the dialects, this is the one that runs no program, or that takes the same value. */
const letters = new Map(
  [
    'l:listen L:listen k:keep-open u:udp U:unixsock C:crlf b:broadcast p:source-port s:source w:wait e:exec c:sh-exec',
    'x:proxy X:proxy-type 4:ipv4 6:ipv6 d:detach D:debug F:pass-fd h:help n:nodns N:shutdown r:randomize S:md5 t:telnet',
    'v:verbose z:zero g:gateway G:hops i:interval I:receive-buffer O:send-buffer m:max-conns M:ttl o:output q:quit T:tos',
    'V:routing-table W:packets',
  ].flatMap(line => line.split(' ').map(pair => pair.split(':') as [string, string])),
);

const withValue = new Set(
  [
    'source-port local-port source wait gateway hops interval receive-buffer send-buffer max-conns ttl output hex-dump quit',
    'tos routing-table packets delay idle-timeout allow allowfile deny denyfile',
  ].flatMap(line => line.split(' ')),
);

const withoutValue = new Set(
  [
    'listen keep-open udp unixsock crlf broadcast ipv4 ipv6 detach debug pass-fd help nodns shutdown no-shutdown randomize',
    'md5 telnet verbose zero tcp dont-resolve append-output send-only recv-only broker chat',
  ].flatMap(line => line.split(' ')),
);

const refused: readonly [RegExp, Phrase][] = [
  [/^(?:sh-|lua-)?exec$/, phrase('Portside doesn’t run programs; use an echo or reply rules instead')],
  [/^ssl/, phrase('TLS isn’t supported yet')],
  [/^proxy/, phrase('Portside doesn’t support proxies')],
  [/^(?:sctp|vsock)$/, phrase('Portside supports TCP and UDP only')],
];

/** @throws RangeError naming an option that Portside doesn't support or know. */
export function readNetcatArguments(words: readonly string[]): NetcatArguments {
  const options = new Map<string, string>();
  const operands: string[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--') operands.push(...left.splice(0));
    else if (word.startsWith('--')) readLong(word, left, options);
    else if (/^-./.test(word)) readLetters(word, left, options);
    else operands.push(word);
  }
  return { options, operands };
}

/** Reads `--source-port 9000`, `--source-port=9000`. */
function readLong(word: string, left: string[], options: Map<string, string>): void {
  const [, name = '', value] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  setOption(`--${name}`, name, options, () => value ?? left.shift());
}

/** Reads `-l`, `-lvnp 9000`, `-p9000`. */
function readLetters(word: string, left: string[], options: Map<string, string>): void {
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    const valueTaken = setOption(
      `-${letter}`,
      letters.get(letter) ?? '',
      options,
      () => word.slice(at + 1) || left.shift(),
    );
    if (valueTaken) return;
  }
}

/** Returns whether the option took the value. */
function setOption(
  written: string,
  name: string,
  options: Map<string, string>,
  takeValue: () => string | undefined,
): boolean {
  const reason = refused.find(([names]) => names.test(name))?.[1];
  if (reason) throw new TextError('netcat option {0}: {1}', written, reason);
  if (withoutValue.has(name)) {
    options.set(name, '');
    return false;
  }
  if (!withValue.has(name)) throw new TextError('unknown netcat option {0}', written);
  const value = takeValue();
  if (value === undefined) throw new TextError('netcat option {0} needs a value', written);
  options.set(name, value);
  return true;
}
