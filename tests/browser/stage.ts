import type { Browser } from 'playwright-core'
import type { LocalFederation } from './local-federation.ts'
import { type Screen, signIn, type Visitor } from './visitor.ts'

/** What the parts of a browser test share: one browser and one federation, there once the first of their tests runs. */
export interface Stage {
  readonly browser: () => Browser
  readonly federation: () => LocalFederation
}

/** Who signs in on the stage's own console. */
export function signInOn(stage: Stage, name: string, screen: Screen): Promise<Visitor> {
  return signIn(stage.browser(), stage.federation().console, name, screen)
}
