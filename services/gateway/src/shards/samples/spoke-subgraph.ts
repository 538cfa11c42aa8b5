import { type SigningKey, signConsentProof } from '@oh/auth'
import { createBuilder, misrouted } from '@oh/graph'
import { instantOf, type PersonId } from '@oh/kernel'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import { type EscalationRow, escalations, type SampleSpoke } from './rows.ts'

interface SpokeContext {
  readonly spoke: SampleSpoke
  readonly person: PersonId
  readonly key: SigningKey
  /** Ids of escalations whose worker has withdrawn. */
  readonly withdrawn: ReadonlySet<string>
  /** What was written, over all spokes, in the order it happened. */
  readonly written: string[]
}

interface TrustRow {
  readonly odsCode: string
}

type Builder = ReturnType<typeof createBuilder<SpokeContext>>['builder']

/** A spoke's schema; the older one lacks a type, two fields, an argument, a question and a mutation. */
export function spokeSchema(version: 'today' | 'older'): GraphQLSchema {
  const isToday = version === 'today'
  const { builder, toSchema } = createBuilder<SpokeContext>()
  const Trust = addTrust(builder, isToday)
  const Escalation = addEscalation(builder)
  builder.queryType({
    fields: (t) => ({
      trust: t.field({
        type: Trust,
        nullable: true,
        args: { odsCode: t.arg.id() },
        resolve: (_, { odsCode }, context) => ownTrust(odsCode ?? '', context),
      }),
      firstEscalation: t.field({
        type: Escalation,
        nullable: true,
        args: { spokeId: t.arg.id({ required: true }) },
        resolve: (_, { spokeId }, context) => {
          ownSpoke(spokeId, context)
          return escalations.find((row) => row.spokeId === spokeId)
        },
      }),
      ...(isToday
        ? {
            greeting: t.string({
              nullable: true,
              args: { trust: t.arg.id({ required: true }) },
              resolve: (_, { trust }) => `Hello from ${trust}`,
            }),
          }
        : {}),
    }),
  })
  addMutations(builder, isToday)
  return toSchema()
}

function ownTrust(odsCode: string, { spoke }: SpokeContext): TrustRow {
  if (!spoke.serves.some((code) => code === odsCode)) throw misrouted()
  return { odsCode }
}

function ownSpoke(spokeId: string, { spoke }: SpokeContext): void {
  if (spokeId !== spoke.id) throw misrouted()
}

function addTrust(builder: Builder, isToday: boolean) {
  const Slot = builder.objectRef<{ day: string }>('Slot').implement({
    fields: (t) => ({
      day: t.exposeString('day'),
      ...(isToday ? { room: t.string({ resolve: ({ day }) => `Room for ${day}` }) } : {}),
    }),
  })
  const Wait = builder.objectRef<{ days: number }>('Wait')
  if (isToday) Wait.implement({ fields: (t) => ({ days: t.exposeInt('days') }) })
  const Trust = builder.objectRef<TrustRow>('Trust').implement({
    fields: (t) => ({
      odsCode: t.exposeID('odsCode', { nullable: false }),
      openCases: t.int({ nullable: true, resolve: ({ odsCode }) => odsCode.charCodeAt(1) }),
      slots: t.field({
        type: [Slot],
        nullable: true,
        args: { first: t.arg.int(), ...(isToday ? { skill: t.arg.string() } : {}) },
        resolve: () => [{ day: 'Monday' }, { day: 'Tuesday' }],
      }),
      refused: t.string({
        nullable: true,
        resolve: () => {
          throw new GraphQLError('Your role does not allow this.', { extensions: { code: 'FORBIDDEN' } })
        },
      }),
      ...(isToday ? { wait: t.field({ type: Wait, nullable: true, resolve: () => ({ days: 12 }) }) } : {}),
    }),
  })
  builder.asEntity(Trust, {
    key: builder.selection<TrustRow>('odsCode'),
    resolveReference: ({ odsCode }, context) => ownTrust(odsCode, context),
  })
  return Trust
}

function addEscalation(builder: Builder) {
  const Worker = builder.objectRef<{ name: string }>('Worker').implement({ fields: (t) => ({ name: t.exposeString('name') }) })
  const Escalation = builder.objectRef<EscalationRow>('Escalation').implement({
    fields: (t) => ({
      poolId: t.exposeID('poolId', { nullable: false }),
      spokeId: t.exposeID('spokeId', { nullable: false }),
      id: t.exposeID('id', { nullable: false }),
      worker: t.field({ type: Worker, nullable: true, resolve: ({ workerName }) => ({ name: workerName }) }),
      consentProof: t.string({ nullable: true, inaccessible: true, resolve: (row, _, context) => proofFor(row, context) }),
    }),
  })
  builder.asEntity(Escalation, {
    key: builder.selection<{ poolId: string; spokeId: string; id: string }>('poolId spokeId id'),
    resolveReference: (ref, context) => {
      ownSpoke(ref.spokeId, context)
      const row = escalations.find((e) => e.spokeId === ref.spokeId && e.poolId === ref.poolId && e.id === ref.id)
      if (!row) throw misrouted()
      return row
    },
  })
  return Escalation
}

function addMutations(builder: Builder, isToday: boolean): void {
  const NoteInput = builder.inputType('NoteInput', {
    fields: (t) => ({ trustCode: t.string(), text: t.string({ required: true }) }),
  })
  const write = (text: string, { written }: SpokeContext) => {
    written.push(text)
    return text
  }
  builder.mutationType({
    fields: (t) => {
      const args = { trust: t.arg.id({ required: true }), text: t.arg.string({ required: true }) }
      const closeCase = t.string({ nullable: true, args, resolve: (_, { text }, context) => write(text, context) })
      return {
        note: t.string({ nullable: true, args, resolve: (_, { text }, context) => write(text, context) }),
        noteIn: t.string({
          nullable: true,
          args: { input: t.arg({ type: NoteInput, required: true }) },
          resolve: (_, { input }, context) => write(input.text, context),
        }),
        ...(isToday ? { closeCase } : {}),
      }
    },
  })
}

function proofFor(row: EscalationRow, { spoke, person, key, withdrawn }: SpokeContext): Promise<string> {
  const subject = { spoke: spoke.id, pool: row.poolId, escalation: row.id, person }
  const ruling =
    row.acceptedBy !== person ? refusal('not-accepted-by-caller') : withdrawn.has(row.id) ? refusal('consent-withdrawn') : open
  return signConsentProof(key, subject, ruling, instantOf(Date.now()))
}

const open = { kind: 'open' } as const
const refusal = <Reason extends string>(reason: Reason) => ({ kind: 'refused', reason }) as const
