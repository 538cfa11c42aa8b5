import { allow, bytes, instant, isPart } from '@oh/postgres'
import { index, pgTable, text } from 'drizzle-orm/pg-core'

/** A sign-in: known by the hash of an id that only the browser holds. Name, organisation and tokens are sealed. */
export const signIn = pgTable(
  'sign_in',
  {
    idHash: text('id_hash').primaryKey(),
    person: text('person').notNull(),
    /** The provider's own id of this sign-in, by which it can end ours. */
    providerSession: text('provider_session'),
    /** How sure the provider was of the person. */
    assurance: text('assurance'),
    contents: bytes('contents').notNull(),
    startedAt: instant('started_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    lockedAt: instant('locked_at'),
  },
  (table) => [
    index('sign_in_person').on(table.person),
    index('sign_in_provider_session').on(table.providerSession),
    allow('select', isPart('sign-in')),
    allow('insert', isPart('sign-in')),
    allow('update', isPart('sign-in')),
    allow('delete', isPart('sign-in')),
  ],
)

/** Somebody on the way to the provider and back, with what he was doing when he left. */
export const signInFlight = pgTable(
  'sign_in_flight',
  {
    idHash: text('id_hash').primaryKey(),
    /** The browser that left; no other can come back. */
    browserHash: text('browser_hash').notNull(),
    /** Who left, when somebody was signed in: what he was doing is for him alone. */
    person: text('person'),
    /** Code verifier, nonce, where to go back to, and the form that was sent. */
    contents: bytes('contents').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** When the provider sent the browser back: it may do so once. */
    landedAt: instant('landed_at'),
  },
  (table) => [
    index('sign_in_flight_expires').on(table.expiresAt),
    allow('select', isPart('sign-in')),
    allow('insert', isPart('sign-in')),
    allow('update', isPart('sign-in')),
    allow('delete', isPart('sign-in')),
  ],
)
