import { isRole, type Role } from '@oh/auth'
import { findIcs, findTrust } from '@oh/organisations'
import { auditPages } from './audit/pages.ts'
import { casePages } from './cases/pages.ts'
import { consentPages } from './consents/pages.ts'
import { escalationPages } from './escalations/pages.ts'
import { AnswerRefused } from './gateway-client.ts'
import { graphql } from './graphql.ts'
import { gridPages } from './grids/pages.ts'
import { homePages } from './home/pages.ts'
import { icsPages } from './ics/pages.ts'
import { methodPages } from './methods/methods.page.tsx'
import { myRecordPages } from './my-record/pages.ts'
import { nationalPages } from './national/pages.ts'
import { neighbourPages } from './neighbours/pages.ts'
import type { PageRoute } from './page.ts'
import type { AskRoles } from './parts.ts'
import { poolPages } from './pool/pages.ts'
import { publicationPages } from './publications/publications.page.tsx'
import { referralPages } from './referrals/pages.ts'
import { submissionPages } from './submissions/months.page.tsx'

const TEAM: readonly Role[] = ['oh-nurse', 'oh-physician', 'oh-administrator']

/**
 * Pages that occupational health works with. A worker or manager may see parts of a case by the matrix, but not these
 * pages: they would draw what is closed to him as if it were empty.
 */
function forTheTeam(routes: readonly PageRoute[]): PageRoute[] {
  return routes.map((route) => ({
    ...route,
    answer: (visit) => {
      if (!visit.viewer.roles.some((role) => TEAM.includes(role))) throw new AnswerRefused('NOT_FOUND', [], false)
      return route.answer(visit)
    },
  }))
}

/** Every page that needs a sign-in. Each feature folder brings a list of its own. */
export const pages: readonly PageRoute[] = [
  ...homePages,
  ...forTheTeam([...casePages, ...consentPages, ...escalationPages]),
  ...referralPages,
  // before the pool's: `/pool/{spoke}/{id}` would pass for its pages
  ...neighbourPages,
  ...poolPages,
  ...myRecordPages,
  ...auditPages,
  ...submissionPages,
  ...publicationPages,
  ...nationalPages,
  ...gridPages,
  ...methodPages,
  ...icsPages,
]

const AT_TRUST = graphql(`
  query ViewerAtTrust($code: ID!) {
    me { roles { role } }
    trust(odsCode: $code) { viewer { roles { role } } }
  }
`)
const AT_ICS = graphql(`
  query ViewerAtIcs($code: ID!) {
    me { roles { role } }
    ics(code: $code) { pool { viewer { roles { role } } } }
  }
`)
const ANYWHERE = graphql(`
  query ViewerAnywhere {
    me { roles { role } }
    england { viewer { roles } }
  }
`)

/** Asks the trust or pool that the hint names, else the national figures, and the directory. What does not answer adds no role; it is asked again each time. */
export const askRoles: AskRoles = async (gateway, { organisation: code = '' }, token) => {
  const ask = async () => {
    if (findTrust(code)) {
      const { data } = await gateway.ask(AT_TRUST, { code }, token)
      return words(data?.trust?.viewer?.roles, data?.me.roles)
    }
    if (findIcs(code)) {
      const { data } = await gateway.ask(AT_ICS, { code }, token)
      return words(data?.ics?.pool?.viewer?.roles, data?.me.roles)
    }
    const { data } = await gateway.ask(ANYWHERE, {}, token)
    return [...words(data?.me.roles), ...(data?.england.viewer?.roles ?? [])]
  }
  return (await ask()).filter(isRole)
}

type Held = readonly { readonly role: string }[] | null | undefined
const words = (...held: Held[]): string[] => held.flatMap((roles) => (roles ?? []).map(({ role }) => role))
