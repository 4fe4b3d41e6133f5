/**
 * The page's connection to the test, in a shared worker. If the page itself held it, Playwright would receive a copy of every message over
 * the DevTools protocol, which costs more than everything else about a large file.
 */
addEventListener('connect', event => {
  const [port] = (event as MessageEvent).ports;
  const socket = new WebSocket(`ws://${location.host}/messages`);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => port?.postMessage(data, [data]));
  port?.addEventListener('message', ({ data }) => socket.send(data));
  port?.start();
});
