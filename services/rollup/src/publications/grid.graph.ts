import { orThrow } from '../access.ts'
import { builder } from '../builder.ts'
import { callerProvedBy } from '../memberships/proved-caller.ts'
import { FigureRef, GridShapeEnum, PeriodKindEnum } from './figure.graph.ts'
import { gridIn } from './figure-input.ts'
import { England, proof, proofOf } from './published.graph.ts'
import { readGrid } from './read-figures.ts'

builder.objectFields(England, (t) => ({
  grid: t.field({
    type: [FigureRef],
    description:
      'One period of one area divided by staff group, by reason or by both, in the order of their lists; the newest published one unless a period is named. Empty where none is published. The catalogue says what there is.',
    requires: proof,
    args: {
      area: t.arg.id({ required: true, description: 'ENG, or the code of a region, an ICS or a trust.' }),
      measure: t.arg.id({ required: true }),
      by: t.arg({ type: GridShapeEnum, required: true }),
      kind: t.arg({ type: PeriodKindEnum, required: true }),
      period: t.arg.string(),
    },
    resolve: async (parent, { by, period, ...args }, context) => {
      const ask = gridIn({ ...args, shape: by, period: period ?? undefined })
      return [...orThrow(await readGrid(context.rollup, await callerProvedBy(context, proofOf(parent)), ask))]
    },
  }),
}))
