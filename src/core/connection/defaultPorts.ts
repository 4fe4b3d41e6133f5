/** Ports of protocols that begin unencrypted, by URL scheme; mostly IANA's service names. */
const defaultPorts = new Map([
  ['amqp', '5672'],
  ['ftp', '21'],
  ['gopher', '70'],
  ['http', '80'],
  ['imap', '143'],
  ['irc', '6667'],
  ['ldap', '389'],
  ['mongodb', '27017'],
  ['mqtt', '1883'],
  ['mysql', '3306'],
  ['nats', '4222'],
  ['nntp', '119'],
  ['pop3', '110'],
  ['postgres', '5432'],
  ['postgresql', '5432'],
  ['redis', '6379'],
  ['rtsp', '554'],
  ['smtp', '25'],
  ['ssh', '22'],
  ['stomp', '61613'],
  ['telnet', '23'],
  ['ws', '80'],
]);

/** Returns the port of `scheme://host`, if there is one. */
export function defaultPort(scheme: string): string | undefined {
  return defaultPorts.get(scheme.toLowerCase());
}

/** Parses a port on a command line: a number or the name of a service. */
export function portNumber(text: string): string {
  return defaultPort(text) ?? text;
}
