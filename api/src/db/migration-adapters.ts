import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

/** adapter-pg splits scripts at every semicolon, those inside of function bodies too; the server itself knows better. */
export class PrismaPgForMigrations extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script)
    }
    return adapter
  }
}

/** The adapter for PGlite does not wait for scripts: a migration that fails would be recorded as applied. */
export class PrismaPGliteForMigrations extends PrismaPGlite {
  readonly #pglite: PGlite

  constructor(pglite: PGlite) {
    super(pglite)
    this.#pglite = pglite
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      await this.#pglite.exec(script)
    }
    return adapter
  }
}
