/** The kinds of endpoints. A new one is a new file and one line here. */
import type { EndpointKind } from '../../core/endpointConfig.ts';
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';
import { TcpClient } from './tcpClient.ts';
import { TcpServer } from './tcpServer.ts';
import { UdpSocket } from './udpSocket.ts';

export const endpointKinds: Record<EndpointKind, new (context: EndpointContext) => EndpointSockets> = {
  'tcp-server': TcpServer,
  'tcp-client': TcpClient,
  udp: UdpSocket,
};
