import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** Takes mail by SMTP and keeps it. */
export interface PostOffice {
  readonly url: string
  /** What stands behind the # of a link that was mailed to an address. @param before not this one */
  linkTo(email: string, before?: string): Promise<string>
  close(): Promise<void>
}

/** Opens an SMTP server on a free port of 127.0.0.1. */
export async function openPostOffice(): Promise<PostOffice> {
  const mails: string[] = []
  const waiting = new Set<() => void>()
  const connections = new Set<Socket>()
  const server = createServer((connection) => {
    connections.add(connection)
    connection.once('close', () => connections.delete(connection))
    receive(connection, (mail) => {
      mails.push(mail)
      for (const look of waiting) look()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    linkTo: (email, before) =>
      new Promise((resolve) => {
        const look = () => {
          for (const mail of mails) {
            const [, token] = /#([\w-]+)/.exec(mail) ?? []
            if (!mail.includes(`To: ${email}`) || !token || token === before) continue
            waiting.delete(look)
            resolve(token)
          }
        }
        waiting.add(look)
        look()
      }),
    close() {
      for (const connection of connections) connection.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** As much of RFC 5321 as it takes to be given a mail. */
function receive(connection: Socket, deliver: (mail: string) => void): void {
  let text = ''
  let inMail = false
  connection.on('error', () => {})
  connection.write('220 here\r\n')
  connection.on('data', (chunk) => {
    text += chunk
    for (;;) {
      const end = text.indexOf(inMail ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const part = text.slice(0, end)
      text = text.slice(end + (inMail ? 5 : 2))
      if (inMail) {
        // Quoted-printable breaks lines that are long.
        deliver(part.replaceAll('=\r\n', '').replaceAll('=3D', '='))
        inMail = false
      } else if (part === 'DATA') inMail = true
      connection.write(inMail ? '354 go on\r\n' : '250 well\r\n')
    }
  })
}
