import { randomUUID } from 'node:crypto'
import type { EscalationId, PersonId } from '@oh/kernel'
import { type ExecutionResult, graphql } from 'graphql'
import type { PoolContext } from '../context.ts'
import { poolSchema } from '../schema.ts'
import { HOME, ICS, POOL } from './names.ts'

/** An answer as a client gets it: plain JSON. */
export interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[]
}

/** What people do at the pool, each through the graph as the gateway would ask it. */
export interface People {
  ask(person: PersonId, document: string, variables?: Record<string, unknown>): Promise<Answer>
  offers(person: PersonId): Promise<{ id: string; escalation: { id: EscalationId } }[]>
  accept(person: PersonId, offerId: string, key?: string): Promise<Answer>
  decline(person: PersonId, offerId: string, reason?: string, key?: string): Promise<Answer>
  declare(person: PersonId, id: string, conflict: boolean, key?: string): Promise<Answer>
  opine(person: PersonId, id: string, change?: Record<string, unknown>, key?: string): Promise<Answer>
  /** As the supervisor: countersigns without a comment, else sends it back with it. */
  countersign(person: PersonId, id: string, comment?: string, key?: string): Promise<Answer>
  routeAgain(person: PersonId, id: string): Promise<Answer>
  read(person: PersonId, id: string): Promise<Answer>
  /** As the gateway asks once it has the proof. */
  content(person: PersonId, id: string, proof?: string): Promise<Answer>
  board(person: PersonId): Promise<Answer>
}

const REFUSED = '... on Refused { reasons { word sentence } }'
const ESCALATION = 'poolId spokeId id state pseudonym trust { odsCode } waitingForTrust allowedActions'

const mutation = (name: string, done: string) =>
  `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) { __typename ${done} ${REFUSED} } }`

const ACCEPT = mutation('acceptOffer', `... on OfferAccepted { escalation { ${ESCALATION} } }`)
const DECLINE = mutation('declineOffer', '... on OfferDeclined { offerId }')
const DECLARE = mutation('declareConflict', `... on ConflictDeclared { conflict escalation { ${ESCALATION} } }`)
const OPINE = mutation('giveOpinion', '... on OpinionGiven { escalation { state myOpinion { answer fitnessTitle } } }')
const COUNTERSIGN = mutation('countersignOpinion', '... on OpinionRuledOn { escalation { state } }')
const ROUTE = mutation('routeAgain', '... on RoutedAgain { outcome outcomeTitle }')
const OFFERS = `query($ics: ID!) { offers(ics: $ics, first: 50) { rows { id expiresAt reasons { word } escalation { ${ESCALATION} } } } }`
const READ = `query($ics: ID!, $spokeId: ID!, $id: ID!) { escalation(ics: $ics, spokeId: $spokeId, id: $id) { ${ESCALATION} relation myOpinion { answer countersignedName } } }`
const CONTENT = `query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Escalation { id content { question summary absentSince gateTitle lawfulBasis reasons { reason title standing standingTitle because } }
  awaitingOpinion { authorName answer state comment } } } }`
const BOARD = `query($ics: ID!) { board(ics: $ics, first: 50) { rows { late acceptLate parked onHold offeredTo { fullName }
  escalation { id pseudonym skills { skill } urgency dueOn state round }
  candidates { specialist { fullName } round standing reasons { word sentence } } } pageInfo { hasNextPage endCursor } } }`

export const OPINION = {
  answer: 'Nights can start again after six weeks.',
  fitness: 'fit-with-adjustments',
  adjustments: ['Day shifts only for six weeks', ''],
  reviewOn: '2026-04-27',
  adviceToNurse: 'Repeat the mood score.',
}

export function peopleAt(context: (person: PersonId) => PoolContext): People {
  const ask: People['ask'] = async (person, source, variableValues = {}) => {
    const answer: ExecutionResult = await graphql({ schema: poolSchema, source, variableValues, contextValue: context(person) })
    return JSON.parse(JSON.stringify(answer)) as Answer
  }
  const submit = (document: string) => (person: PersonId, input: Record<string, unknown>, idempotencyKey: string) =>
    ask(person, document, { input: { ics: ICS, idempotencyKey, ...input } })
  return {
    ask,
    offers: async (person) => {
      const answer = await ask(person, OFFERS, { ics: ICS })
      return fieldOf<{ rows: { id: string; escalation: { id: EscalationId } }[] }>(answer, 'offers').rows
    },
    accept: (person, offerId, key = randomUUID()) => submit(ACCEPT)(person, { offerId }, key),
    decline: (person, offerId, reason = 'no-time', key = randomUUID()) => submit(DECLINE)(person, { offerId, reason }, key),
    declare: (person, escalationId, conflict, key = randomUUID()) =>
      submit(DECLARE)(person, { spokeId: HOME, escalationId, conflict }, key),
    opine: (person, escalationId, change = {}, key = randomUUID()) =>
      submit(OPINE)(person, { spokeId: HOME, escalationId, ...OPINION, ...change }, key),
    countersign: (person, escalationId, comment, key = randomUUID()) => {
      const ruled = { countersigns: comment === undefined, comment: comment ?? null }
      return submit(COUNTERSIGN)(person, { spokeId: HOME, escalationId, ...ruled }, key)
    },
    routeAgain: (person, escalationId) => submit(ROUTE)(person, { escalationId }, randomUUID()),
    read: (person, id) => ask(person, READ, { ics: ICS, spokeId: HOME, id }),
    content: (person, id, consentProof) =>
      ask(person, CONTENT, { refs: [{ __typename: 'Escalation', poolId: POOL, spokeId: HOME, id, consentProof }] }),
    board: (person) => ask(person, BOARD, { ics: ICS }),
  }
}

/** One field of the data, in the shape the test expects of it; throws when there is no data. */
export function fieldOf<Shape>({ data, errors }: Answer, name: string): Shape {
  if (!data) throw new Error(JSON.stringify(errors))
  return data[name] as Shape
}

/** The words of a refusal, or undefined for anything else. */
export function refusalOf(answer: Answer): string[] | undefined {
  const result = answer.data?.result as { reasons?: { word: string }[] } | undefined
  return result?.reasons?.map(({ word }) => word)
}

/** The name of the result's type. */
export function typeOf(answer: Answer): string | undefined {
  return (answer.data?.result as { __typename?: string } | undefined)?.__typename
}

export const codeOf = (answer: Answer): unknown => answer.errors?.[0]?.extensions.code
export const reasonOf = (answer: Answer): unknown => answer.errors?.[0]?.extensions.reason
