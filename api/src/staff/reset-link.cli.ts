import { readConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { resetLinkCommand } from './reset-link.command.ts'

process.exitCode = await resetLinkCommand(process.argv.slice(2), {
  output: process.stdout,
  errors: process.stderr,
  async open() {
    const config = readConfig()
    return { ...(await openDatabase(config.database)), config }
  },
})
