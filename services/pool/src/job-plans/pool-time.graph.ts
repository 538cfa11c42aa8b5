import { builder } from '../builder.ts'
import type { PoolTime } from './pool-time.ts'

/** For people: two places are more than anybody plans by. */
const rounded = (figure: number) => Math.round(figure * 100) / 100

export const PoolTimeRef = builder.objectRef<PoolTime>('PoolTime').implement({
  description: 'What the job plans of a pool amount to in a week, of everybody who may work today. Organisational data: exact.',
  fields: (t) => ({
    on: t.expose('on', { type: 'LondonDate', nullable: false }),
    pas: t.exposeFloat('pas', { nullable: false, description: 'PAs a week, all work. A PA is 4 hours.' }),
    clinicalPas: t.exposeFloat('clinicalPas', { nullable: false }),
    complexCasePas: t.exposeFloat('complexCasePas', { nullable: false, description: 'Of them for complex cases of the pool.' }),
    casesAWeek: t.float({
      nullable: false,
      description: 'Complex cases a week, when as much of that time is held as assumed and all of it is used.',
      resolve: ({ cases }) => rounded(cases),
    }),
    complexCasePasPer1000: t.float({
      description: 'For 1,000 staff of the trusts of the ICS; null when nobody is served.',
      resolve: ({ per1000 }) => (per1000 ? rounded(per1000.complexCasePas) : null),
    }),
    casesAWeekPer1000: t.float({ resolve: ({ per1000 }) => (per1000 ? rounded(per1000.cases) : null) }),
    staff: t.int({ nullable: false, description: 'Whole-time equivalents.', resolve: ({ staff }) => Math.round(staff) }),
    hoursPerCase: t.exposeFloat('hoursPerCase', { nullable: false, description: 'Assumed.' }),
    sharePlannedHeld: t.float({
      nullable: false,
      description: 'Assumed: of the sessions planned, the share that is held.',
      resolve: ({ held }) => rounded(held),
    }),
  }),
})
