import { LARGEST_PAGE } from '@oh/graph'
import { orThrow } from '../access.ts'
import { builder } from '../builder.ts'
import type { RollupContext } from '../context.ts'
import { callerProvedBy } from '../memberships/proved-caller.ts'
import { CatalogueRowRef } from './catalogue.graph.ts'
import { FigureRef, LevelEnum, PeriodKindEnum } from './figure.graph.ts'
import {
  areaIn,
  editionIn,
  type FigureArea,
  LONGEST_SERIES,
  measureIn,
  periodIn,
  requireWithin,
  type SeriesArgs,
} from './figure-input.ts'
import { ENGLAND } from './make-cells.ts'
import { PublicationRef } from './publication.graph.ts'
import { readCatalogue } from './read-catalogue.ts'
import { type Figure, readComparison, readPublications, readSeries } from './read-figures.ts'

/** What the directory says of the reader comes with the area, and is read anew for every field. */
interface Proved {
  readonly rolesProof?: string
}
export const proof = builder.selection<{ rolesProof?: string }>('rolesProof')
export const proofOf = (parent: object): string | undefined => (parent as Proved).rolesProof

builder
  .externalRef('Ics', builder.selection<{ code: string }>('code'), (ref) => ref as { code: string } & Proved)
  .implement({
    externalFields: (t) => ({ code: t.id({ nullable: false }), rolesProof: t.string() }),
    fields: (t) => ({
      published: t.field({
        type: [FigureRef],
        description: 'Its latest published periods of one measure, earliest first.',
        requires: proof,
        args: {
          measure: t.arg.id({ required: true }),
          kind: t.arg({ type: PeriodKindEnum, required: true }),
          last: t.arg.int({ required: true, description: `How many of the latest periods, 1 to ${LONGEST_SERIES}.` }),
        },
        resolve: (parent, args, context) =>
          series(context, parent, { level: 'ics', code: (parent as unknown as { code: string }).code }, args),
      }),
    }),
  })

export const England = builder
  .externalRef('England', builder.selection<{ id: string }>('id'), (ref) => ref as { id: string } & Proved)
  .implement({
    externalFields: (t) => ({ id: t.id({ nullable: false }), rolesProof: t.string() }),
    fields: (t) => ({
      published: t.field({
        type: [FigureRef],
        description: 'The latest published periods of one measure, earliest first.',
        requires: proof,
        args: {
          measure: t.arg.id({ required: true }),
          kind: t.arg({ type: PeriodKindEnum, required: true }),
          last: t.arg.int({ required: true, description: `How many of the latest periods, 1 to ${LONGEST_SERIES}.` }),
        },
        resolve: (parent, args, context) => series(context, parent, { level: 'england', code: ENGLAND }, args),
      }),
      series: t.field({
        type: [FigureRef],
        description:
          'The latest published periods of one measure of England, a region or an ICS of any edition, earliest first: also of one that is no more.',
        requires: proof,
        args: {
          area: t.arg.id({ required: true, description: 'ENG, or the code of a region or an ICS.' }),
          measure: t.arg.id({ required: true }),
          kind: t.arg({ type: PeriodKindEnum, required: true }),
          last: t.arg.int({ required: true, description: `How many of the latest periods, 1 to ${LONGEST_SERIES}.` }),
        },
        resolve: (parent, { area, ...args }, context) => series(context, parent, areaIn(area), args),
      }),
      comparison: t.field({
        type: [FigureRef],
        description:
          'One period of every area of a level, by code and never ranked; the newest published one unless a period is named.',
        requires: proof,
        args: {
          measure: t.arg.id({ required: true }),
          level: t.arg({ type: LevelEnum, required: true }),
          kind: t.arg({ type: PeriodKindEnum, required: true }),
          period: t.arg.string(),
          first: t.arg.int({ required: true }),
          after: t.arg.id({ description: 'Areas after this code.' }),
          edition: t.arg.string({ description: 'Of systems: the edition of geography, 2022 or 2026; 2022 when left out.' }),
        },
        resolve: async (parent, { measure, level, kind, period, first, after, edition }, context) => {
          const ask = { level, kind, first: requireWithin(first, LARGEST_PAGE, 'areas'), measure: measureIn(measure) }
          const caller = await callerProvedBy(context, proofOf(parent))
          const read = await readComparison(context.rollup, caller, {
            ...ask,
            ...(period == null ? {} : { period: periodIn(period) }),
            ...(after == null ? {} : { after }),
            ...(edition == null ? {} : { edition: editionIn(edition) }),
          })
          return [...orThrow(read)]
        },
      }),
      catalogue: t.field({
        type: [CatalogueRowRef],
        description:
          'The closed list of figures that can be shown, each with the share of it that is expected to be confidential.',
        requires: proof,
        resolve: async (parent, _args, context) => {
          const caller = await callerProvedBy(context, proofOf(parent))
          return [...orThrow(await readCatalogue(context.rollup, caller))]
        },
      }),
      publications: t.field({
        type: [PublicationRef],
        description: 'Publications, newest first.',
        requires: proof,
        args: { first: t.arg.int({ required: true }), before: t.arg.int({ description: 'Those with a lower number.' }) },
        resolve: async (parent, { first, before }, context) => {
          const page = { first: requireWithin(first, LARGEST_PAGE, 'publications'), ...(before == null ? {} : { before }) }
          return [...orThrow(await readPublications(context.rollup, await callerProvedBy(context, proofOf(parent)), page))]
        },
      }),
    }),
  })

async function series(context: RollupContext, parent: object, area: FigureArea, args: SeriesArgs): Promise<Figure[]> {
  const last = requireWithin(args.last, LONGEST_SERIES, 'periods')
  const ask = { area, measure: measureIn(args.measure), kind: args.kind, last }
  const caller = await callerProvedBy(context, proofOf(parent))
  return [...orThrow(await readSeries(context.rollup, caller, ask))]
}
