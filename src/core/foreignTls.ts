/** Detects from a peer's first bytes that it speaks or expects TLS although this side uses plain text. */

/** A client's first message (TCP or UDP); a server's response to plain text; an HTTPS port's response to HTTP. */
export type TlsSign = 'clientHello' | 'dtlsClientHello' | 'alert' | 'httpsPort';

/** `needMore` is possible up to `maxSignBytes`. */
export type TlsRecognition = TlsSign | 'none' | 'needMore';

/** Bytes of an HTTP response that are examined; a few suffice for the other signs. */
export const maxSignBytes = 2048;

/** Content types of TLS records (RFC 8446, 5.1). */
const alertType = 0x15;
const handshakeType = 0x16;
const clientHelloType = 1;
/** Maximum bytes of a record's content: 2^14, plus what encryption may add. */
const maxRecordBytes = 16_384 + 2048;
/** Bytes of a ClientHello up to its version. */
const clientHelloBytes = 11;
const alertBytes = 7;
/** The same for DTLS, with an epoch, a sequence number and a fragment (RFC 6347, 4.1 and 4.2.2). */
const dtlsClientHelloBytes = 27;

/** Responses of web servers to plain HTTP on their HTTPS port: nginx, Apache, Go. */
const httpsPort =
  /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled server port|HTTP request to an HTTPS server/;

/** Examines the beginning of a stream. */
export function recognizeTls(start: Uint8Array): TlsRecognition {
  switch (start[0]) {
    case undefined:
      return 'needMore';
    case handshakeType:
      return start.length < clientHelloBytes ? needMoreIfTls(start) : signOrNone(isClientHello(start), 'clientHello');
    case alertType:
      return start.length < alertBytes ? needMoreIfTls(start) : signOrNone(isAlert(start), 'alert');
    default:
      return recognizeHttpsPort(start);
  }
}

/** Examines the first datagram of a sender. */
export function recognizeDtls(datagram: Uint8Array): TlsRecognition {
  if (datagram[0] !== handshakeType || datagram.length < dtlsClientHelloBytes) return 'none';
  const view = viewOf(datagram);
  const version = view.getUint16(1);
  const isRecord = (version === 0xfeff || version === 0xfefd) && view.getUint16(3) === 0;
  const fits = view.getUint16(11) <= datagram.length - 13;
  return signOrNone(isRecord && fits && datagram[13] === clientHelloType && datagram[25] === 0xfe, 'dtlsClientHello');
}

/** Returns `needMore` if the bytes so far may be a TLS record, judging by its version. */
function needMoreIfTls(start: Uint8Array): TlsRecognition {
  const isFine = (start[1] ?? 3) === 3 && (start[2] ?? 0) <= 4;
  return isFine ? 'needMore' : 'none';
}

function isClientHello(start: Uint8Array): boolean {
  const length = viewOf(start).getUint16(3);
  const isRecord = start[1] === 3 && (start[2] ?? 5) <= 4 && length >= 4 && length <= maxRecordBytes;
  return isRecord && start[5] === clientHelloType && start[6] === 0 && start[9] === 3 && (start[10] ?? 5) <= 4;
}

/** Whether this is an alert: a level (warning or fatal) and a description, unencrypted since nothing was negotiated. */
function isAlert(start: Uint8Array): boolean {
  const isRecord = start[1] === 3 && (start[2] ?? 5) <= 4 && viewOf(start).getUint16(3) === 2;
  return isRecord && (start[5] === 1 || start[5] === 2);
}

function recognizeHttpsPort(start: Uint8Array): TlsRecognition {
  const text = String.fromCharCode(...start.subarray(0, maxSignBytes));
  const begin = text.slice(0, 12);
  if (!'HTTP/1.1 400'.startsWith(begin) && !'HTTP/1.0 400'.startsWith(begin)) return 'none';
  if (httpsPort.test(text)) return 'httpsPort';
  return start.length < maxSignBytes ? 'needMore' : 'none';
}

function signOrNone(is: boolean, sign: TlsSign): TlsRecognition {
  return is ? sign : 'none';
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
