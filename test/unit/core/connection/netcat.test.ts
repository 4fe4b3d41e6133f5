import { client, type Examples, refuses, server, takes, udp } from './connectionExamples.ts';

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

describe('a command line of netcat or telnet', () => {
  takes(netcat);
  takes(telnet);

  refuses([
    ['nc', /host to connect to is missing/],
    ['nc host', /port is missing/],
    ['nc -l', /port is missing/],
    ['nc -p', /-p needs a value/],
    ['nc host 1-1024', /must be a number/],
    ['nc host 80 81', /unexpected "81" after "host 80"/],
    ['nc a/b 80', /isn’t a valid host name/],
    ['nc host 0', /1 to 65535/],
    ['nc -y host 80', /^unknown netcat option -y$/],
    ['nc --constructor host 80', /unknown netcat option --constructor/],
    ['nc -w soon host 80', /-w takes seconds/],
    ['nc -uU /tmp/s', /Unix datagram sockets aren’t supported/],
    ['nc -U', /path .* is missing/],
    ['nc -x proxy:1 host 80', /doesn’t support proxies/],
    ['ncat -l 9000 -e /bin/sh', /^netcat option -e: Portside doesn’t run programs/],
    ['ncat -lkc cat 9000', /-c: Portside doesn’t run programs/],
    ['ncat --sh-exec "cat" -l 9000', /--sh-exec: Portside doesn’t run programs/],
    ['ncat --ssl host 443', /--ssl: TLS/],
    ['ncat --ssl-verify host 443', /--ssl-verify: TLS/],
    ['ncat -l --ssl-cert=a.pem 443', /--ssl-cert: TLS/],
    ['ncat --vsock 2 9', /TCP and UDP only/],
    ['ncat --sctp host 443', /TCP and UDP only/],
    ['nc tcp //x:80', /isn’t a valid host name/],
    ['nc unix /x', /isn’t a valid host name/],
    ['nc /tmp/s 80', /isn’t a valid host name/],
    ['nc -l unix 9000', /isn’t a valid host name/],
    ['nc -l " \\\\.\\pipe\\x" 9000', /isn’t a valid host name/],
    ['telnet -l me host', /unknown telnet option -l/],
  ]);
});
