import { asLondonDate, type Instant, instantOf, type LondonDate } from '@oh/kernel'
import SchemaBuilder from '@pothos/core'
import DirectivesPlugin from '@pothos/plugin-directives'
import FederationPlugin from '@pothos/plugin-federation'
import { GraphQLError, type GraphQLSchema } from 'graphql'

const FEDERATION = 'https://specs.apollo.dev/federation/v2.6'

/** One reason of a refusal: the stable word and the sentence a person reads. */
export interface Reason {
  readonly word: string
  readonly sentence: string
}

/** A lawful "no": the request was understood and nothing was changed. */
export interface RefusedAnswer {
  readonly kind: 'refused'
  readonly reasons: readonly Reason[]
}

/** Pairs each reason word with its sentence; a word without one is a type error at the caller. */
export function refusedAnswer<Word extends string>(
  words: readonly Word[],
  sentences: Readonly<Record<Word, string>>,
): RefusedAnswer {
  return { kind: 'refused', reasons: words.map((word) => ({ word, sentence: sentences[word] })) }
}

/**
 * A Pothos builder for one subgraph: Federation 2, fields nullable unless said otherwise, the scalars `Instant` and
 * `LondonDate`, the page shape and the shared `Refused` type that every result union ends in.
 */
export function createBuilder<Context extends object>() {
  const builder = new SchemaBuilder<{
    Context: Context
    Scalars: {
      ID: { Input: string; Output: string }
      Instant: { Input: Instant; Output: Instant }
      LondonDate: { Input: LondonDate; Output: LondonDate }
    }
  }>({ plugins: [DirectivesPlugin, FederationPlugin] })

  builder.scalarType('Instant', {
    description: 'A moment in UTC, such as 2026-11-23T09:42:00.000Z.',
    serialize: (value) => value,
    parseValue: (value) => parseInstant(value),
  })
  builder.scalarType('LondonDate', {
    description: 'A calendar day in London, such as 2026-11-23.',
    serialize: (value) => value,
    parseValue: (value) => parseLondonDate(value),
  })

  const ReasonRef = builder.objectRef<Reason>('Reason').implement({
    description: 'Why something was refused.',
    shareable: true,
    fields: (t) => ({
      word: t.exposeString('word', { nullable: false, description: 'The stable word, for programs.' }),
      sentence: t.exposeString('sentence', { nullable: false, description: 'The sentence, for people.' }),
    }),
  })
  const Refused = builder.objectRef<RefusedAnswer>('Refused').implement({
    description: 'The request was understood and refused; nothing was changed.',
    shareable: true,
    isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refused',
    fields: (t) => ({
      reasons: t.field({
        type: [ReasonRef],
        nullable: false,
        description: 'Every reason, not only the first.',
        resolve: ({ reasons }) => [...reasons],
      }),
    }),
  })
  const PageInfo = builder.objectRef<PageEnd>('PageInfo').implement({
    description: 'Where a page of a list ends.',
    shareable: true,
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage', { nullable: false }),
      endCursor: t.exposeString('endCursor', { description: 'Pass it as `after` for the next page; null on an empty page.' }),
    }),
  })
  return { builder, Refused, PageInfo, toSchema: (): GraphQLSchema => builder.toSubGraphSchema({ linkUrl: FEDERATION }) }
}

export interface PageEnd {
  readonly hasNextPage: boolean
  readonly endCursor: string | null
}

function parseLondonDate(value: unknown): LondonDate {
  const date = typeof value === 'string' ? asLondonDate(value) : undefined
  if (!date) throw new GraphQLError('Enter a date that exists, such as 2026-11-23.', { extensions: { code: 'BAD_USER_INPUT' } })
  return date
}

function parseInstant(value: unknown): Instant {
  const onSomeDay = typeof value === 'string' && value[10] === 'T' && asLondonDate(value.slice(0, 10)) !== undefined
  const time = onSomeDay ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time))
    throw new GraphQLError('Enter a moment such as 2026-11-23T09:42:00Z.', { extensions: { code: 'BAD_USER_INPUT' } })
  return instantOf(time)
}
