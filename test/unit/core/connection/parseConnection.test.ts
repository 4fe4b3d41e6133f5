import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import { parseConnection } from '../../../../src/core/connection/parseConnection.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { anyText } from '../../../support/anyText.ts';
import { client, type Examples, refuses, server, takes, udp } from './connectionExamples.ts';

const addresses: Examples = [
  ['tcp://example.com:80', client('example.com:80')],
  ['TCP://[::1]:9000/', client('[::1]:9000')],
  ['tcp://:9000', server(':9000')],
  ['tcp://0.0.0.0:9000', client('127.0.0.1:9000')],
  ['tcp://[::]:9000', client('[::1]:9000')],
  ['udp://127.0.0.1:9000', udp('127.0.0.1:0', { remote: '127.0.0.1:9000' })],
  ['udp://example.com:53', udp('0.0.0.0:0', { remote: 'example.com:53' })],
  ['udp://[fe80::1%eth0]:53', udp('[::]:0', { remote: '[fe80::1%eth0]:53' })],
  ['udp://:9000', udp(':9000')],
  ['udp://0.0.0.0:9000', udp('0.0.0.0:9000')],
  ['unix:/tmp/a b.sock', client('unix:/tmp/a b.sock')],
  ['unix:///tmp/s', client('unix:/tmp/s')],
  ['/tmp/s', client('unix:/tmp/s')],
  ['\\\\.\\pipe\\name', client('\\\\.\\pipe\\name')],
  ['example.com:80', client('example.com:80')],
  ['[::1]:80', client('[::1]:80')],
  ['0.0.0.0:9000', client('127.0.0.1:9000')],
  [':9000', server(':9000')],
  ['9000', server(':9000')],
  [' "9000" ', server(':9000')],
  ['0', server(':0')],
  ['`example.com:80`', client('example.com:80')],
];

const urls: Examples = [
  ['http://example.com', client('example.com:80')],
  ['HTTP://example.com:8080/a?b=c&d=e#f', client('example.com:8080')],
  ['http://[::1]/', client('[::1]:80')],
  ['http://0.0.0.0:8000/', client('127.0.0.1:8000')],
  ['<http://example.com:/>', client('example.com:80')],
  ['ws://localhost/chat', client('localhost:80')],
  ['postgres://localhost/db?sslmode=disable', client('localhost:5432')],
  ['redis://user:p@ss@localhost/0', client('localhost:6379')],
  ['mqtt://broker', client('broker:1883')],
  ['telnet://host', client('host:23')],
];

const shells: Examples = [
  ['$ nc -l 9000', server(':9000')],
  ['user@host:~# nc -l 9000', server(':9000')],
  ['[user@host ~]$ nc -l 9000', server(':9000')],
  ['sudo -E nc -l 90', server(':90')],
  ['"nc -l 9000"', server(':9000')],
  ['`nc -l 9000`\n', server(':9000')],
  ['/usr/bin/nc.openbsd -l 9000 # listen', server(':9000')],
  ['"C:\\Program Files\\Nmap\\ncat.exe" -l "9000"', server(':9000')],
  ['echo hi | nc host 9000', client('host:9000')],
  ["printf 'a|nc b 1' | nc -w 1 host 9000 > out 2>&1", client('host:9000', { connectTimeoutMs: 1000 })],
  ['while true; do nc -l 9000; done', server(':9000')],
  ['nc \\\n  host 9000\nhello', client('host:9000')],
];

const curl: Examples = [
  ['curl telnet://example.com:7', client('example.com:7')],
  ['$ curl -v "telnet://localhost:9000"', client('localhost:9000')],
  ['curl -s -X POST -d "a: b" http://localhost:8080/x?y', client('localhost:8080')],
  ["curl -H 'Host: x' localhost:8080/path", client('localhost:8080')],
];

/** Pieces that are combined at random. */
const commandLines = [
  'ncat host 9000 --source-port=5000 --wait 2',
  'nc -lkuUC -s 10.0.0.1 -p 5000 /tmp/s',
  'socat - TCP4:h:80,bind=10.0.0.1:5000,connect-timeout=2.5,crnl',
  "socat UDP6-LISTEN:9000,fork,reuseaddr,bind=[::] SYSTEM:'cat'",
  'exec 3<>/dev/tcp/::1/9000',
  "s.bind(('', 9000))",
];

describe('a pasted connection', () => {
  takes([...addresses, ...urls, ...shells, ...curl]);

  refuses([
    ['', /^"" isn’t recognized: enter host:port, .* nc, ncat, telnet, socat or curl$/],
    ['hello world', /isn’t recognized/],
    ['localhost', /isn’t recognized/],
    ['say nc: 80', /isn’t recognized/],
    ['port 9000', /isn’t recognized/],
    ['curl', /URL is missing/],
    ['curl https://host', /TLS/],
    ['curl dict://host:2628/show', /dict:\/\/ isn’t supported/],
    ['x'.repeat(100), /^"x{60}…" isn’t recognized/],
    ['host:70000', /must be at most 65535/],
    ['host:0', /1 to 65535/],
    ['foo://host:80', /^"foo:\/\/host:80": foo:\/\/ isn’t supported; Portside opens tcp:\/\/, udp:\/\/ and unix:/],
    ['https://host', /^"https:\/\/host": https:\/\/ needs TLS, which isn’t supported yet$/],
    ['tls://host:443', /tls:\/\/ needs TLS/],
    ['openssl:host:443', /openssl: needs TLS/],
    ['sctp:host:9', /sctp: isn’t supported/],
    ['tcp:host:80', /use tcp:\/\//],
    ['openssl s_client -connect host:443', /^openssl speaks TLS/],
    ['gnutls-cli -p 443 host', /^gnutls-cli speaks TLS/],
    ['postgres://host/db?sslmode=verify-full', /asks for TLS/],
    ['mongodb://host/db?w=1&tls=true', /asks for TLS/],
    ['tcp://host', /port is missing/],
    ['udp://host', /port is missing/],
    ['http:///path', /host is missing/],
    ['http://:80', /host is missing/],
  ]);

  /** Asserts a valid config, or an error with a sentence. */
  function givesAnswer(text: string): void {
    let config: EndpointConfig;
    try {
      config = parseConnection(text);
    } catch (error) {
      assert.ok(error instanceof RangeError, `${text}: ${error}`);
      return;
    }
    assert.deepEqual(parseEndpointConfig(config).unknownKeys, []);
  }

  it('yields a valid config or a RangeError for any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), anyText(), fc.webUrl()), givesAnswer), {
      numRuns: 300,
    });
  });

  it('yields a valid config or a RangeError for any command line', () => {
    const all = [...commandLines, ...[addresses, urls, shells, curl].flat().map(([text]) => text)];
    const words = [...new Set(all.flatMap(text => text.split(/(?<=[\s:,/=-])|(?=[\s:,/=-])/)))];
    const line = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.string({ maxLength: 4 })));
    const program = fc.constantFrom(
      'nc ',
      'ncat -l ',
      'nc -u ',
      'telnet ',
      'socat - ',
      'socat EXEC:cat TCP:',
      'socat - UDP-',
      '',
    );
    fc.assert(
      fc.property(program, line, (start, rest) => givesAnswer(start + rest.join(''))),
      { numRuns: 500 },
    );
  });

  it('applies few regular expressions to each part of the text, however often it is repeated', () => {
    for (const part of [
      ...['"', "'", '\\', '$ ', ' ', '[', 'a:', '# ', '> ', '"\\', 'nc ', 'x#'],
      ...['("', 'bind(', '/dev/tcp/', ':1 '],
    ]) {
      const repeated = part.repeat(300);
      for (const text of [repeated, `nc ${repeated}`, `socat ${repeated}`]) {
        const { runs, units } = expressionsRun(() => givesAnswer(text));
        assert.ok(runs <= 5 * text.length + 100, `${runs} runs for ${text.length} units of ${part}`);
        assert.ok(units <= 10 * text.length + 100, `${units} of ${text.length} units matched in ${part}`);
      }
    }
  });

  it('accepts at most 10,000 characters', () => {
    const path = (units: number) => `/${'a'.repeat(units - 1)}`;
    assert.equal(parseConnection(path(10_000)).address.length, 10_000 + 'unix:'.length);
    for (const text of [path(10_001), 'nc '.repeat(100_000)])
      assert.throws(() => parseConnection(text), { name: 'RangeError', message: 'must have at most 10000 characters' });
  });
});

/** Counts the regular expressions that run while `work` does, and the characters they match. */
function expressionsRun(work: () => void): { runs: number; units: number } {
  const { exec } = RegExp.prototype;
  let runs = 0;
  let units = 0;
  RegExp.prototype.exec = function (text) {
    const found = exec.call(this, text);
    runs++;
    units += found?.[0].length ?? 0;
    return found;
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  return { runs, units };
}
