import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { MailConfig } from '../config.ts'
import type { Logger } from '../logger.ts'
import { REPOSITORY } from '../repository.ts'

/** A mail of plain text. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** False where nothing that is sent reaches anybody: whoever would rely on a mail must be told. */
  readonly delivers: boolean
  /** Hands the mail on. Whoever calls it need not wait for it, and it never rejects: what fails is in the log. */
  send(mail: Mail): Promise<void>
}

/** @returns what sends mail by SMTP, or keeps it where somebody at the machine finds it */
export function createMailer(config: MailConfig, logger: Logger): Mailer {
  const deliver = deliveryBy(config, logger)
  return {
    delivers: config.kind !== 'none',
    async send(mail) {
      try {
        await deliver(mail)
      } catch (error) {
        // What an SMTP server says may hold the address.
        logger.error({ code: (error as { code?: unknown }).code }, 'a mail could not be sent')
      }
    },
  }
}

function deliveryBy(config: MailConfig, logger: Logger): (mail: Mail) => Promise<unknown> {
  switch (config.kind) {
    case 'smtp': {
      const transport = createTransport(config.url)
      return (mail) => transport.sendMail({ ...mail, from: config.from })
    }
    case 'file': {
      const directory = isAbsolute(config.directory) ? config.directory : join(REPOSITORY, config.directory)
      return async ({ to, subject, text }) => {
        await mkdir(directory, { recursive: true, mode: 0o700 })
        const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID()}.txt`
        await writeFile(join(directory, name), `To: ${to}\nSubject: ${subject}\n\n${text}\n`, { mode: 0o600 })
      }
    }
    case 'none':
      return async () => logger.error('a mail could not be sent: set SMTP_URL')
  }
}
