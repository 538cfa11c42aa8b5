import { SummaryList } from '../layout/lists.view.tsx'
import { Details } from '../layout/messages.view.tsx'
import { countInWords, numberInWords } from '../layout/words.ts'
import { pasInWords } from './time-words.ts'

export interface PoolTime {
  readonly pas: number
  readonly clinicalPas: number
  readonly complexCasePas: number
  readonly casesAWeek: number
  readonly complexCasePasPer1000: number | null
  readonly casesAWeekPer1000: number | null
  readonly staff: number
  readonly hoursPerCase: number
  readonly sharePlannedHeld: number
}

/** What all job plans amount to in a week, with everything that was assumed. */
export function Capacity({ time }: { readonly time: PoolTime }) {
  const per1000 = (figure: number | null) => (figure === null ? '' : `, ${figure} for each 1,000 people served`)
  return (
    <>
      <SummaryList
        rows={[
          { key: 'For complex cases', value: `${pasInWords(time.complexCasePas)} a week${per1000(time.complexCasePasPer1000)}` },
          {
            key: 'That is about',
            value: `${countInWords(Math.round(time.casesAWeek), 'case')} a week${per1000(time.casesAWeekPer1000)}`,
          },
          { key: 'All clinical work', value: `${pasInWords(time.clinicalPas)} a week` },
          { key: 'All work', value: `${pasInWords(time.pas)} a week` },
        ]}
      />
      <Details summary="How this is counted">
        <p>
          {`A PA is 4 hours. A case is taken to need ${countInWords(time.hoursPerCase, 'hour')}, and ${Math.round(time.sharePlannedHeld * 100)}% of the time planned to be held: leave, study leave and bank holidays take the rest. Whoever has every right to work today counts, on leave or not.`}
        </p>
        <p>{`The people served are counted as the ${numberInWords(time.staff)} whole-time equivalents whom the trusts of this system employ.`}</p>
      </Details>
    </>
  )
}
