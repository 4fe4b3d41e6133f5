import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseConnection } from '../../../../src/core/connection/parseConnection.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { parseEndpointConfig } from '../../../../src/core/endpointConfigSchema.ts';

const client = (address: string, more: Partial<EndpointConfig> = {}): EndpointConfig => ({
  kind: 'tcp-client',
  address,
  ...more,
});
const server = (address: string, more: Partial<EndpointConfig> = {}): EndpointConfig => ({
  kind: 'tcp-server',
  address,
  ...more,
});
const udp = (address: string, more: Partial<EndpointConfig> = {}): EndpointConfig => ({
  kind: 'udp',
  address,
  ...more,
});

type Examples = readonly (readonly [string, EndpointConfig])[];

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

const netcat: Examples = [
  ['nc host 9000', client('host:9000')],
  ['nc ::1 9000', client('[::1]:9000')],
  ['nc host http', client('host:80')],
  ['nc -l 9000', server(':9000')],
  ['nc -l -p 9000', server(':9000')],
  ['nc -lp9000', server(':9000')],
  ['nc -lvnp 9000', server(':9000')],
  ['nc -lk 9000', server(':9000')],
  ['nc -6l 9000', server('[::1]:9000')],
  ['nc -l 0.0.0.0 9000', server('0.0.0.0:9000')],
  ['nc -l -s 0.0.0.0 -p 9000', server('0.0.0.0:9000')],
  ['nc -l -p 9000 localhost', server('localhost:9000')],
  ['nc -s 10.0.0.1 -l 9000', server('10.0.0.1:9000')],
  ['nc -lu 9000', udp(':9000')],
  ['nc -u host 9000', udp('0.0.0.0:0', { remote: 'host:9000' })],
  ['nc -u localhost 9000', udp('localhost:0', { remote: 'localhost:9000' })],
  ['nc -u -p 5000 -s 10.0.0.1 host 9000', udp('10.0.0.1:5000', { remote: 'host:9000' })],
  ['nc -ub 10.0.0.255 9000', udp('0.0.0.0:0', { remote: '10.0.0.255:9000', options: { broadcast: true } })],
  ['nc -U /tmp/s', client('unix:/tmp/s')],
  ['nc -lU /tmp/s', server('unix:/tmp/s')],
  ['nc -C host 80', client('host:80', { lineEnding: 'crlf' })],
  ['ncat --crlf host 80', client('host:80', { lineEnding: 'crlf' })],
  ['nc -lC 80', server(':80', { lineEnding: 'crlf' })],
  ['nc -s 10.0.0.1 -p 5000 host 9000', client('host:9000', { options: { localAddress: '10.0.0.1', localPort: 5000 } })],
  ['nc -w 3 host 9000', client('host:9000', { connectTimeoutMs: 3000 })],
  ['nc -w0 host 9000', client('host:9000')],
  ['nc -l -w 3 9000', server(':9000')],
  ['ncat -w 500ms host 9000', client('host:9000', { connectTimeoutMs: 500 })],
  ['ncat -w 9h host 9000', client('host:9000', { connectTimeoutMs: 3_600_000 })],
  ['ncat --listen --keep-open 9000', server(':9000')],
  [
    'ncat host 9000 --source-port=5000 --wait 2',
    client('host:9000', { connectTimeoutMs: 2000, options: { localPort: 5000 } }),
  ],
  ['netcat -v -- host 9000', client('host:9000')],
];

const telnet: Examples = [
  ['telnet host 25', client('host:25')],
  ['telnet -4 host smtp', client('host:25')],
  ['telnet host', client('host:23')],
];

const socat: Examples = [
  ['socat - TCP:example.com:80', client('example.com:80')],
  ['socat TCP4:example.com:80 STDIO', client('example.com:80')],
  ['socat stdio tcp-connect:[::1]:80,crnl', client('[::1]:80', { lineEnding: 'crlf' })],
  ['socat -d -d -T 5 -,crlf TCP:h:http', client('h:80', { lineEnding: 'crlf' })],
  [
    'socat STDOUT TCP:h:80,bind=10.0.0.1:5000',
    client('h:80', { options: { localAddress: '10.0.0.1', localPort: 5000 } }),
  ],
  [
    'socat - TCP:h:80,sp=5000,connect-timeout=2.5',
    client('h:80', { connectTimeoutMs: 2500, options: { localPort: 5000 } }),
  ],
  ['socat TCP-LISTEN:9000,fork,reuseaddr -', server(':9000')],
  ['socat TCP-LISTEN:9000,fork,reuseaddr EXEC:cat', server(':9000', { reply: 'echo' })],
  ['socat PIPE tcp-l:9000', server(':9000', { reply: 'echo' })],
  ["socat TCP4-LISTEN:9000,bind=0.0.0.0 SYSTEM:'cat'", server('0.0.0.0:9000', { reply: 'echo' })],
  ['socat tcp6-listen:9000 exec:/bin/cat,pty', server('[::1]:9000', { reply: 'echo' })],
  ['socat TCP-LISTEN:9000,pf=ip6 -', server('[::1]:9000')],
  ['socat TCP6-LISTEN:9000,bind=:: -', server('[::]:9000')],
  ['socat TCP6-LISTEN:9000,bind=[::] -', server('[::]:9000')],
  ['socat - UDP:h:53', udp('0.0.0.0:0', { remote: 'h:53' })],
  ['socat - UDP4-SENDTO:127.0.0.1:53,bind=:5000', udp('127.0.0.1:5000', { remote: '127.0.0.1:53' })],
  [
    'socat - UDP-DATAGRAM:10.0.0.255:9,broadcast',
    udp('0.0.0.0:0', { remote: '10.0.0.255:9', options: { broadcast: true } }),
  ],
  ['socat UDP-LISTEN:9000,fork PIPE', udp(':9000', { reply: 'echo' })],
  ['socat UDP-RECV:9000,reuseaddr STDOUT', udp(':9000', { options: { reuseAddress: true } })],
  ['socat -u UDP-RECVFROM:9000,bind=0.0.0.0 -', udp('0.0.0.0:9000')],
  ['socat - UNIX-CONNECT:/tmp/s', client('unix:/tmp/s')],
  ['socat UNIX-LISTEN:/tmp/a:b,fork EXEC:cat', server('unix:/tmp/a:b', { reply: 'echo' })],
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

const code: Examples = [
  ['/dev/tcp/example.com/80', client('example.com:80')],
  ['/dev/udp/127.0.0.1/53', udp('127.0.0.1:0', { remote: '127.0.0.1:53' })],
  ['exec 3<>/dev/tcp/example.com/80', client('example.com:80')],
  ['exec 3<>/dev/tcp/::1/9000', client('[::1]:9000')],
  ['echo hello > /dev/tcp/localhost/9000', client('localhost:9000')],
  ['cat </dev/tcp/mail.example/smtp', client('mail.example:25')],
  ['bash -i >& /dev/tcp/10.0.0.1/4242 0>&1', client('10.0.0.1:4242')],
  ["timeout 1 bash -c '</dev/tcp/db/5432' && echo up", client('db:5432')],
  ['(echo > "/dev/tcp/127.0.0.1/22") >/dev/null 2>&1', client('127.0.0.1:22')],
  ['echo -n x >/dev/udp/10.0.0.5/8125', udp('0.0.0.0:0', { remote: '10.0.0.5:8125' })],
  ['("example.com", 80)', client('example.com:80')],
  ["('127.0.0.1', 9000)", client('127.0.0.1:9000')],
  ["('::1', 9000, 0, 0)", client('[::1]:9000')],
  ["s.connect(('localhost', 12345))", client('localhost:12345')],
  ['s = socket.create_connection(("example.com", 80), timeout=5)', client('example.com:80')],
  ["sock.bind(('', 9000))", server(':9000')],
  ['server.bind(("0.0.0.0", 9000))', server('0.0.0.0:9000')],
  ['socket.create_server(("localhost", 9000))', server('localhost:9000')],
  ['sock.sendto(b"hi", ("127.0.0.1", 20001))', udp('127.0.0.1:0', { remote: '127.0.0.1:20001' })],
  ["u = socket(AF_INET, SOCK_DGRAM); u.bind(('', 20001))", udp(':20001')],
  ['example.com 80', client('example.com:80')],
  ['localhost 9000', client('localhost:9000')],
  ['::1\t9000', client('[::1]:9000')],
];

const curl: Examples = [
  ['curl telnet://example.com:7', client('example.com:7')],
  ['$ curl -v "telnet://localhost:9000"', client('localhost:9000')],
  ['curl -s -X POST -d "a: b" http://localhost:8080/x?y', client('localhost:8080')],
  ["curl -H 'Host: x' localhost:8080/path", client('localhost:8080')],
];

const groups = {
  code,
  'command lines of curl': curl,
  addresses,
  URLs: urls,
  'command lines of netcat': netcat,
  'those of telnet': telnet,
  'those of socat': socat,
  shells,
};

describe('parseConnection', () => {
  for (const [what, examples] of Object.entries(groups)) {
    describe(`takes ${what}`, () => {
      for (const [text, expected] of examples) {
        it(JSON.stringify(text), () => {
          const config = parseConnection(text);
          assert.deepEqual(config, expected);
          assert.deepEqual(parseEndpointConfig(config), { config: expected, unknownKeys: [] });
        });
      }
    });
  }

  const refused: [string, RegExp][] = [
    ['', /^"" is not understood: write host:port, .* nc, ncat, telnet, socat or curl$/],
    ['hello world', /not understood/],
    ['localhost', /not understood/],
    ['say nc: 80', /not understood/],
    ['port 9000', /not understood/],
    ['/dev/tcp/example.com/daytime', /must be a number/],
    ['exec 3<>/dev/tcp/$host/80', /no host name/],
    ['/dev/udp/host/0', /1 to 65535/],
    ['("host", 70000)', /must be 0 to 65535/],
    ['curl', /URL is missing/],
    ['curl https://host', /TLS/],
    ['curl dict://host:2628/show', /dict:\/\/ isn’t supported/],
    ['x'.repeat(100), /^"x{60}…" is not understood/],
    ['host:70000', /must be 0 to 65535/],
    ['host:0', /1 to 65535/],
    ['foo://host:80', /^"foo:\/\/host:80": foo:\/\/ isn’t supported; Portside opens tcp:\/\/, udp:\/\/ and unix:/],
    ['https://host', /^"https:\/\/host": https:\/\/ needs TLS, which isn’t supported yet$/],
    ['tls://host:443', /tls:\/\/ needs TLS/],
    ['openssl:host:443', /openssl: needs TLS/],
    ['sctp:host:9', /sctp: isn’t supported/],
    ['tcp:host:80', /write tcp:\/\//],
    ['openssl s_client -connect host:443', /^openssl speaks TLS/],
    ['gnutls-cli -p 443 host', /^gnutls-cli speaks TLS/],
    ['postgres://host/db?sslmode=verify-full', /asks for TLS/],
    ['mongodb://host/db?w=1&tls=true', /asks for TLS/],
    ['tcp://host', /port is missing/],
    ['udp://host', /port is missing/],
    ['http:///path', /host is missing/],
    ['http://:80', /host is missing/],
    ['nc', /host to connect to is missing/],
    ['nc host', /port is missing/],
    ['nc -l', /port is missing/],
    ['nc -p', /-p needs a value/],
    ['nc host 1-1024', /must be a number/],
    ['nc host 80 81', /"81" is too much after "host 80"/],
    ['nc a/b 80', /no host name/],
    ['nc host 0', /1 to 65535/],
    ['nc -y host 80', /^netcat's option -y is not understood$/],
    ['nc --constructor host 80', /--constructor is not understood/],
    ['nc -w soon host 80', /-w takes seconds/],
    ['nc -uU /tmp/s', /no datagram sockets/],
    ['nc -U', /path .* is missing/],
    ['nc -x proxy:1 host 80', /without proxies/],
    ['ncat -l 9000 -e /bin/sh', /^netcat's option -e: Portside runs no programs/],
    ['ncat -lkc cat 9000', /-c: Portside runs no programs/],
    ['ncat --sh-exec "cat" -l 9000', /--sh-exec: Portside runs no programs/],
    ['ncat --ssl host 443', /--ssl: TLS/],
    ['ncat --ssl-verify host 443', /--ssl-verify: TLS/],
    ['ncat -l --ssl-cert=a.pem 443', /--ssl-cert: TLS/],
    ['ncat --vsock 2 9', /TCP and UDP only/],
    ['ncat --sctp host 443', /TCP and UDP only/],
    ['nc tcp //x:80', /no host name/],
    ['nc unix /x', /no host name/],
    ['nc /tmp/s 80', /no host name/],
    ['nc -l unix 9000', /no host name/],
    ['nc -l " \\\\.\\pipe\\x" 9000', /no host name/],
    ['telnet -l me host', /-l is not understood/],
    ['socat', /two addresses/],
    ['socat - TCP:a:1 -', /two addresses/],
    ['socat - -', /^neither "-" nor "-" is a TCP, UDP or UNIX address/],
    ['socat TCP:a:1 TCP-LISTEN:2', /relays from "TCP:a:1" to "TCP-LISTEN:2"/],
    ['socat - OPENSSL:host:443', /TLS/],
    ['socat OPENSSL:host:443 -', /TLS/],
    ['socat - OPENSSL-LISTEN:443,cert=a.pem', /TLS/],
    ['socat SSL-L:443 EXEC:cat', /TLS/],
    ['socat - DTLS-CONNECT:host:443', /TLS/],
    ['socat - SCTP-CONNECT:host:9', /^neither/],
    ['socat - VSOCK-CONNECT:2:9', /^neither/],
    ['socat - UNIX-SENDTO:/tmp/s', /^neither/],
    ['socat - TCP-SENDTO:h:1', /^neither/],
    ['socat TCP-LISTEN:9000 EXEC:/bin/bash', /"EXEC:\/bin\/bash": Portside runs no programs/],
    ['socat TCP-LISTEN:9000 PIPE:/tmp/f', /nothing that Portside can stand for/],
    ['socat TCP-LISTEN:9000 OPEN:/tmp/f', /nothing that Portside can stand for/],
    ['socat - TCP:host', /port is missing/],
    ['socat - TCP', /host to connect to is missing/],
  ];
  for (const [text, reason] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 60))}, saying why`, () => {
      assert.throws(() => parseConnection(text), { name: 'RangeError', message: reason });
    });
  }

  /** A valid config, or a sentence. */
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

  it('gives a valid config or a RangeError for any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl()), givesAnswer), {
      numRuns: 2000,
    });
  });

  it('gives a valid config or a RangeError for any command line', () => {
    const all = Object.values(groups).flat();
    const words = [...new Set(all.flatMap(([text]) => text.split(/(?<=[\s:,/=-])|(?=[\s:,/=-])/)))];
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
      { numRuns: 5000 },
    );
  });

  it('takes time in proportion to the text', function () {
    // If it grew with the square of the length, hours would not do.
    this.timeout(120_000);
    for (const part of [
      ...['"', "'", '\\', '$ ', ' ', '[', 'a:', '# ', '> ', '"\\', 'nc ', 'x#'],
      ...['("', 'bind(', '/dev/tcp/', ':1 '],
    ]) {
      givesAnswer(part.repeat(100_000));
      givesAnswer(`nc ${part.repeat(100_000)}`);
      givesAnswer(`socat ${part.repeat(100_000)}`);
    }
  });
});
