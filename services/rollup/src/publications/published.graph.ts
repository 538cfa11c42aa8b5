import type { Level } from '@oh/disclosure'
import { LARGEST_PAGE } from '@oh/graph'
import type { PeriodKind } from '@oh/kernel'
import { orThrow } from '../access.ts'
import { builder } from '../builder.ts'
import type { RollupContext } from '../context.ts'
import { callerProvedBy } from '../memberships/proved-caller.ts'
import { CatalogueRowRef } from './catalogue.graph.ts'
import { FigureRef, GridShapeEnum, LevelEnum, PeriodKindEnum } from './figure.graph.ts'
import {
  areaIn,
  editionIn,
  type FigureArea,
  type GridArgs,
  gridIn,
  LONGEST_SERIES,
  measureIn,
  periodIn,
  requireWithin,
  type SeriesArgs,
} from './figure-input.ts'
import { ENGLAND } from './make-cells.ts'
import { PublicationRef } from './publication.graph.ts'
import { readCatalogue } from './read-catalogue.ts'
import { type Figure, readComparison, readGrid, readPublications, readSeries } from './read-figures.ts'

/** What the directory says of the reader comes with the area, and is read anew for every field. */
interface Proved {
  readonly rolesProof?: string
}
const proof = builder.selection<{ rolesProof?: string }>('rolesProof')
const proofOf = (parent: object): string | undefined => (parent as Proved).rolesProof

const ofSeries = builder.args((t) => ({
  measure: t.id({ required: true }),
  kind: t.field({ type: PeriodKindEnum, required: true }),
  last: t.int({ required: true, description: `How many of the latest periods, 1 to ${LONGEST_SERIES}.` }),
}))

const ofGrid = builder.args((t) => ({
  area: t.id({ required: true, description: 'ENG, or the code of a region, an ICS or a trust.' }),
  measure: t.id({ required: true }),
  by: t.field({ type: GridShapeEnum, required: true }),
  kind: t.field({ type: PeriodKindEnum, required: true }),
  period: t.string(),
  publication: t.int({ description: 'As of a comparison.' }),
}))

builder
  .externalRef('Ics', builder.selection<{ code: string }>('code'), (ref) => ref as { code: string } & Proved)
  .implement({
    externalFields: (t) => ({ code: t.id({ nullable: false }), rolesProof: t.string() }),
    fields: (t) => ({
      published: t.field({
        type: [FigureRef],
        description: 'Its latest published periods of one measure, earliest first.',
        requires: proof,
        args: ofSeries,
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
        args: ofSeries,
        resolve: (parent, args, context) => series(context, parent, { level: 'england', code: ENGLAND }, args),
      }),
      series: t.field({
        type: [FigureRef],
        description:
          'The latest published periods of one measure of England, a region or an ICS of any edition, earliest first: also of one that is no more.',
        requires: proof,
        args: { area: t.arg.id({ required: true, description: 'ENG, or the code of a region or an ICS.' }), ...ofSeries },
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
          publication: t.arg.int({
            description: 'From the publication of this number, also one that is withdrawn; from those that stand when left out.',
          }),
        },
        resolve: (parent, args, context) => compare(context, proofOf(parent), args),
      }),
      grid: t.field({
        type: [FigureRef],
        description:
          'One period of one area divided by staff group, by reason or by both, in the order of their lists; the newest published one unless a period is named. Empty where none is published. The catalogue says what there is.',
        requires: proof,
        args: ofGrid,
        resolve: (parent, args, context) => divide(context, proofOf(parent), args),
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

interface ComparisonArgs {
  readonly measure: string
  readonly level: Level
  readonly kind: PeriodKind
  readonly period?: string | null | undefined
  readonly first: number
  readonly after?: string | null | undefined
  readonly edition?: string | null | undefined
  readonly publication?: number | null | undefined
}

async function compare(context: RollupContext, rolesProof: string | undefined, args: ComparisonArgs): Promise<Figure[]> {
  const { level, kind, period, after, edition, publication } = args
  const ask = { level, kind, first: requireWithin(args.first, LARGEST_PAGE, 'areas'), measure: measureIn(args.measure) }
  const caller = await callerProvedBy(context, rolesProof)
  const read = await readComparison(context.rollup, caller, {
    ...ask,
    ...(period == null ? {} : { period: periodIn(period) }),
    ...(after == null ? {} : { after }),
    ...(edition == null ? {} : { edition: editionIn(edition) }),
    ...(publication == null ? {} : { publication }),
  })
  return [...orThrow(read)]
}

async function divide(context: RollupContext, rolesProof: string | undefined, args: GridArgs): Promise<Figure[]> {
  const ask = gridIn(args)
  return [...orThrow(await readGrid(context.rollup, await callerProvedBy(context, rolesProof), ask))]
}

async function series(context: RollupContext, parent: object, area: FigureArea, args: SeriesArgs): Promise<Figure[]> {
  const last = requireWithin(args.last, LONGEST_SERIES, 'periods')
  const ask = { area, measure: measureIn(args.measure), kind: args.kind, last }
  const caller = await callerProvedBy(context, proofOf(parent))
  return [...orThrow(await readSeries(context.rollup, caller, ask))]
}
