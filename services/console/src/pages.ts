import { isRole } from '@oh/auth'
import { findIcs, findTrust } from '@oh/organisations'
import { graphql } from './graphql.ts'
import type { PageRoute } from './page.ts'
import type { AskRoles } from './parts.ts'

/** Every page that needs a sign-in. Each feature folder brings a list of its own. */
export const pages: readonly PageRoute[] = []

const AT_TRUST = graphql(`
  query ViewerAtTrust($code: ID!) {
    me { roles { role } }
    trust(odsCode: $code) { viewerRoles }
  }
`)
const AT_ICS = graphql(`
  query ViewerAtIcs($code: ID!) {
    me { roles { role } }
    ics(code: $code) { viewerRoles }
  }
`)
const ANYWHERE = graphql(`
  query ViewerAnywhere {
    me { roles { role } }
  }
`)

/** Asks the trust or pool that the hint names, and the directory. What does not answer adds no role; it is asked again each time. */
export const askRoles: AskRoles = async (gateway, { organisation: code = '' }, token) => {
  const ask = async () => {
    if (findTrust(code)) {
      const { data } = await gateway.ask(AT_TRUST, { code }, token)
      return [...(data?.trust?.viewerRoles ?? []), ...(data?.me.roles ?? []).map(({ role }) => role)]
    }
    if (findIcs(code)) {
      const { data } = await gateway.ask(AT_ICS, { code }, token)
      return [...(data?.ics?.viewerRoles ?? []), ...(data?.me.roles ?? []).map(({ role }) => role)]
    }
    const { data } = await gateway.ask(ANYWHERE, {}, token)
    return (data?.me.roles ?? []).map(({ role }) => role)
  }
  return (await ask()).filter(isRole)
}
