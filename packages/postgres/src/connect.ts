import { type Clock, instantOf } from '@oh/kernel'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { createTurns, type TurnLimits, type Turns, turnLimits } from './turns.ts'

const orm = Symbol('orm')
const turns = Symbol('turns')

/** One service's connections to its one database. Rows are reached only through `asActor`. */
export interface Db extends AsyncDisposable {
  readonly clock: Clock
  /** Calls back on each NOTIFY of the channel until the returned function is called. Uses a connection of its own. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>
  /** Resolves when the database answers; rejects with the driver's error when it does not. */
  ping(): Promise<void>
  close(): Promise<void>
  readonly [orm]: PostgresJsDatabase
  readonly [turns]: Turns
}

export interface ConnectOptions {
  /** Shown in pg_stat_activity. */
  readonly name: string
  /** Default: the machine's clock. */
  readonly clock?: Clock
  /** Most connections at once; default 8. */
  readonly connections?: number
  /** How much of them one person may hold; default 3 at once. */
  readonly turns?: TurnLimits
}

const TIMEOUTS = { statement_timeout: 5_000, lock_timeout: 2_000, idle_in_transaction_session_timeout: 10_000 }

/**
 * Opens a pool of connections (made when first used). Statements are cut off after 5 s, waits for a lock after 2 s and
 * idle transactions after 10 s, so that no request waits for ever on the database.
 */
export function connect(url: string, options: ConnectOptions): Db {
  const client = postgres(url, {
    max: options.connections ?? 8,
    onnotice: () => undefined,
    connect_timeout: 5,
    idle_timeout: 60,
    connection: { application_name: options.name, ...TIMEOUTS },
  })
  // drizzle changes the parsers of the client it is given, so listening has a client of its own
  const listener = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connect_timeout: 5,
    connection: { application_name: `${options.name} listen` },
  })
  const close = async () => {
    await Promise.all([client.end({ timeout: 5 }), listener.end({ timeout: 5 })])
  }
  return {
    clock: options.clock ?? (() => instantOf(Date.now())),
    listen: async (channel, onNotify) => (await listener.listen(channel, onNotify)).unlisten,
    ping: async () => void (await client`select 1`),
    close,
    [orm]: drizzle(client),
    [turns]: createTurns(options.turns ?? turnLimits),
    [Symbol.asyncDispose]: close,
  }
}

/** Inside this package only: the query builder behind a Db. */
export function ormOf(db: Db): PostgresJsDatabase {
  return db[orm]
}

/** Inside this package only: the order in which people's transactions get connections. */
export function turnsOf(db: Db): Turns {
  return db[turns]
}
