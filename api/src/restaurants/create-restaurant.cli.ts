import { readConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { createRestaurantCommand } from './create-restaurant.command.ts'

process.exitCode = await createRestaurantCommand(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  async open() {
    const { database, publicUrl } = readConfig()
    return { ...(await openDatabase(database)), publicUrl }
  },
})
