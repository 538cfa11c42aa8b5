import { randomUUID } from 'node:crypto'
import type { Answer, Caller } from './caller.ts'

/** The result of a mutation: what was done, or `Refused` or `Stale` with their fields. */
export interface Result {
  readonly __typename: string
  readonly reasons?: readonly { readonly word: string; readonly sentence: string }[]
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer by the document it sent
  readonly [field: string]: any
}

/** Mutations whose union has no `Stale`. */
const NEVER_STALE: readonly string[] = ['makeReferral', 'retryMessage', 'setDisclosureFloor']

/** The document of one mutation that takes a single input; its result is called `result`. */
export function mutation(name: string, done: string, isPool: boolean): string {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const stale = isPool || NEVER_STALE.includes(name) ? '' : '... on Stale { currentVersion changedByName changes }'
  return `mutation ($input: ${type}Input!) { result: ${name}(input: $input) { __typename ${done}
    ... on Refused { reasons { word sentence } } ${stale} } }`
}

/** Sends a form with a key of its own, or with the one given. Fails the test when the answer has an error. */
export type Submit = (name: string, done: string, input: Record<string, unknown>, key?: string) => Promise<Result>

export function submitter(caller: Caller, place: { readonly trust: string } | { readonly ics: string }): Submit {
  return async (name, done, input, idempotencyKey = randomUUID()) => {
    const data: Answer['data'] = await caller.get(mutation(name, done, 'ics' in place), {
      input: { ...place, idempotencyKey, ...input },
    })
    return data.result
  }
}

/** The result, when it is of that type; fails the test with the reasons when it is another. */
export function done(result: Result, type: string): Result {
  if (result.__typename === type) return result
  throw new Error(`${type} was expected, not ${JSON.stringify(result)}`)
}

/** The words of a refusal; fails the test when there was none. */
export const wordsOf = (result: Result): string[] => done(result, 'Refused').reasons?.map(({ word }) => word) ?? []
