import type { PersonId } from '@oh/kernel'
import type { Actor, Db } from '@oh/postgres'

/** What the directory's use cases are given. */
export interface Directory {
  readonly db: Db
  readonly newId: () => string
  /** Told when membership changed, so that routing sees it at once. */
  readonly onChange: () => Promise<void>
}

/** What a resolver of the directory is given. */
export interface DirectoryContext {
  readonly directory: Directory
  readonly person: PersonId
  readonly actor: Actor
}
