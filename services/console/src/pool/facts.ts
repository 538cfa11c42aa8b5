import { graphql } from '../graphql.ts'

/** What a specialist may see of an escalation before any clinical word. */
export const FACTS = graphql(`
  fragment PoolFacts on Escalation @_unmask {
    spokeId id state stateTitle pseudonym ageBandTitle categoryTitle urgency urgencyTitle
    skills { title }
    seeWorker acceptBy dueOn receivedAt
  }
`)
