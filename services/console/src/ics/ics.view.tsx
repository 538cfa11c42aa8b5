import { isValue } from '@oh/disclosure'
import { GRID_MEASURES, MEASURES } from '@oh/measures'
import { type Ics, REGIONS } from '@oh/organisations'
import { DrawnCourse } from '../figures/course.view.tsx'
import type { Figure } from '../figures/figure.ts'
import { periodInWords } from '../figures/period-words.ts'
import { Shorthand } from '../figures/shown.view.tsx'
import { FiguresStanding } from '../figures/standing.view.tsx'
import { Button } from '../layout/button.view.tsx'
import { FilterForm } from '../layout/form.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { Select } from '../layout/text-fields.view.tsx'
import { type AnyMeasure, addressOf } from '../national/choice.ts'
import type { Live } from './ask-live.ts'
import { LiveLost, LiveView } from './live.view.tsx'

/** What the page shows; a part that is `lost` was asked for and did not come. */
export interface IcsProps {
  readonly ics: Ics
  readonly measure: AnyMeasure
  /** Undefined: the reader does not lead the system, or it is no more. */
  readonly live: Live | 'lost' | undefined
  readonly course: readonly Figure[] | 'lost'
}

/** One system: what it can do now, beside what has been published of it. */
export function IcsView({ ics, measure, live, course }: IcsProps) {
  const region = REGIONS.find(({ code }) => code === ics.region)?.name
  return (
    <>
      <Heading caption={`Integrated care system ${ics.code}${region ? `, ${region}` : ''}`}>{ics.name}</Heading>
      {live === 'lost' ? (
        <LiveLost />
      ) : live ? (
        <>
          <LiveView ics={ics} live={live} />
          <p>
            <a href={`/ics/${ics.code}/use`}>How the pool’s time is used, and what neighbours owe</a>
          </p>
        </>
      ) : (
        <p>What its trusts can do now is shown to whoever leads this system. You see what has been published.</p>
      )}
      <section aria-labelledby="published">
        <h2 class="nhsuk-heading-m" id="published">
          What has been published
        </h2>
        <FilterForm action={`/ics/${ics.code}`}>
          <Select
            name="measure"
            label="Measure"
            value={measure.id}
            options={MEASURES.map(({ id, title }) => ({ value: id, text: title }))}
          />
          <Button variant="secondary">Show</Button>
        </FilterForm>
        <Published ics={ics} measure={measure} course={course} />
      </section>
    </>
  )
}

function Published({ ics, measure, course }: Pick<IcsProps, 'ics' | 'measure' | 'course'>) {
  if (course === 'lost')
    return <p>Published figures cannot be read just now. They do not change: open this page again in a few minutes.</p>
  const newest = course.at(-1)
  if (!newest) return <p>{`“${measure.short}” has not been published for ${ics.name}.`}</p>
  return (
    <>
      <FiguresStanding figure={newest} />
      <DrawnCourse id="system-course" measure={measure} area={ics.code} name={ics.name} figures={course} />
      <Shorthand />
      <p>
        {isValue(newest.ratio) &&
          `${newest.contributors} of ${newest.expected} trusts are in the figure of ${periodInWords(newest.period)}; they employ ${newest.staffCovered}% of the staff. `}
        <a href={addressOf('/national', { measure: measure.id, ics: ics.code })}>See it beside the other systems of England</a>
      </p>
      {GRID_MEASURES.includes(measure.id) ? (
        <p>
          <a href={addressOf('/national/divided', { measure: measure.id, area: ics.code })}>See it by staff group and reason</a>
        </p>
      ) : null}
    </>
  )
}
