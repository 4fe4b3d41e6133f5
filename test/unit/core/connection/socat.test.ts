import { client, type Examples, refuses, server, takes, udp } from './connectionExamples.ts';

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

describe('a command line of socat', () => {
  takes(socat);

  refuses([
    ['socat', /two addresses/],
    ['socat - TCP:a:1 -', /two addresses/],
    ['socat - -', /^neither "-" nor "-" is a socat TCP, UDP or UNIX address/],
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
    ['socat TCP-LISTEN:9000 EXEC:/bin/bash', /"EXEC:\/bin\/bash": Portside doesn’t run programs/],
    ['socat TCP-LISTEN:9000 PIPE:/tmp/f', /^"PIPE:\/tmp\/f" isn’t supported: use - or EXEC:cat/],
    ['socat TCP-LISTEN:9000 OPEN:/tmp/f', /^"OPEN:\/tmp\/f" isn’t supported: use - or EXEC:cat/],
    ['socat - TCP:host', /port is missing/],
    ['socat - TCP', /host to connect to is missing/],
  ]);
});
