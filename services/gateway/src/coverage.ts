import { findTrust } from '@oh/organisations'
import type { GraphQLError } from 'graphql'

/** How much of what was asked about trusts an answer holds: `extensions.coverage` of every such answer. */
export interface Coverage {
  /** Trusts whose services were asked, or would have been. */
  readonly asked: number
  /** Those that answered everything they were asked. */
  readonly answered: number
  /** The others, by code: each with the code, and the reason, of the first error about it. */
  readonly missing: readonly { readonly trust: string; readonly code: string; readonly reason?: string }[]
  /** The share of the asked trusts' staff who work at those that answered, rounded down; null when nobody's staff is known. */
  readonly staffShare: number | null
}

/** What an answer covers of these trusts, by the errors in it; undefined when it asked about none. */
export function coverageOf(asked: ReadonlySet<string>, errors: readonly GraphQLError[]): Coverage | undefined {
  if (asked.size === 0) return undefined
  const trusts = [...asked].sort()
  const missing = trusts.flatMap((trust) => {
    const error = errors.find(({ extensions }) => extensions.trust === trust)
    return error ? [{ trust, ...whyOf(error) }] : []
  })
  const answered = trusts.filter((trust) => !missing.some((row) => row.trust === trust))
  return { asked: trusts.length, answered: answered.length, missing, staffShare: shareOf(staffOf(answered), staffOf(trusts)) }
}

function whyOf({ extensions: { code, reason } }: GraphQLError) {
  return { code: String(code ?? 'INTERNAL_SERVER_ERROR'), ...(typeof reason === 'string' ? { reason } : {}) }
}

const staffOf = (trusts: readonly string[]): number => trusts.reduce((sum, code) => sum + (findTrust(code)?.staffFte ?? 0), 0)

/** Down to a thousandth, so that less than all never looks like all. */
const shareOf = (part: number, of: number): number | null => (of === 0 ? null : Math.floor((part / of) * 1_000) / 1_000)
