import { audit } from '@oh/audit'
import { asActor, type Db } from '@oh/postgres'
import type { Keyring } from '@oh/vault'
import { type SeedAsk, seedingOf } from './seeding/seed-ask.ts'
import { insertMemberships, insertPosts, insertService, insertSettings, isSeeded } from './seeding/service.store.ts'
import { seedSlots } from './seeding/slots.ts'
import { STORIES } from './seeding/stories.ts'
import { seedWorkers } from './seeding/workers.ts'
import { writeStory } from './seeding/write-story.ts'

export type { SeedAsk, SeedPerson } from './seeding/seed-ask.ts'

/**
 * Gives a new spoke a small service at work: profile, roles, clinics, twelve workers, fourteen referrals and ten cases,
 * one of them ready to be escalated and first on the worklist. People are made up, and the same ask gives the same rows.
 * Does nothing to a service that stands already. All in one transaction.
 */
export function seedSpoke(db: Db, keyring: Keyring, ask: SeedAsk): Promise<void> {
  const seeding = seedingOf(ask, keyring)
  return asActor(db, { kind: 'system', part: 'seed' }, async (tx) => {
    if (await isSeeded(tx)) return
    await insertService(tx, seeding)
    await insertPosts(tx, seeding)
    await insertMemberships(tx, seeding)
    await insertSettings(tx, seeding)
    const asked = { outcome: 'allowed', reasons: ['seed'] } as const
    await audit(tx, { ...asked, action: 'role.manage', resource: 'membership', ids: ask.people.map(({ person }) => person) })
    await audit(tx, { ...asked, action: 'setting.change', resource: 'setting', ids: ['deadlines', 'escalation'] })
    const workers = await seedWorkers(tx, seeding)
    const slots = await seedSlots(tx, seeding)
    for (const [at, story] of STORIES.entries()) {
      const about = workers[story.worker]
      if (about) await writeStory(tx, seeding, story, at, about, slots)
    }
  })
}
