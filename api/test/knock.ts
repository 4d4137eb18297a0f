import WebSocket from 'ws'

/** Opens a WebSocket, sends one frame, whatever it is, and waits to be shut out. @param url of /graphql */
export function knock(url: string, frame: string): Promise<void> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
  socket.on('open', () => socket.send(frame))
  return new Promise((resolve) => socket.once('close', () => resolve()))
}
