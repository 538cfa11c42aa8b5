import type { Period } from '@oh/kernel'
import { MEASURES } from '@oh/measures'
import { periodInWords } from '../figures/period-words.ts'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { publicationPath } from '../publications/publication.ts'
import { WithdrawalWords } from '../publications/publications.view.tsx'
import type { Publication } from './ask-comparison.ts'
import { addressOf, type Choice, type WrongChoice } from './choice.ts'

const HEADINGS = {
  measure: 'There is no such measure',
  period: 'There is no such period',
  system: 'There is no such integrated care system',
} as const

/** The address names a measure, a period or a system that does not exist. Nothing is guessed in its place. */
export function wrongChoice({ wrong, asked }: WrongChoice): PageContent {
  return {
    title: HEADINGS[wrong],
    section: '/national',
    body: (
      <Column>
        <Heading>{HEADINGS[wrong]}</Heading>
        <p>{`The address asks for “${asked.slice(0, 60)}”.`}</p>
        {wrong === 'period' ? (
          <p>A period is a month such as 2026-09, a quarter such as 2026/27-Q2 or a year such as 2025/26.</p>
        ) : null}
        {wrong === 'system' ? <p>A system is named by the code of its board, such as QK1.</p> : null}
        {wrong === 'measure' ? <MeasureLinks /> : null}
        <p>
          <a href="/national">Go to the newest figures</a>
        </p>
      </Column>
    ),
  }
}

function MeasureLinks() {
  return (
    <>
      <p>These are published:</p>
      <ul>
        {MEASURES.map(({ id, title }) => (
          <li>
            <a href={`/national?measure=${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The period exists, and nothing stands published for it: nothing was, or what was is withdrawn. */
export function nothingPublished(
  { measure, period }: Choice,
  newest: Period | undefined,
  withdrawn?: Pick<Publication, 'number' | 'withdrawal'>,
): PageContent {
  const title = period ? `Nothing is published for ${periodInWords(period)}` : 'Nothing is published yet'
  return {
    title,
    section: '/national',
    body: (
      <Column>
        <Heading caption={measure.title}>{title}</Heading>
        {withdrawn?.withdrawal ? (
          <p>
            {'It stood in a publication that stands no more. '}
            <WithdrawalWords withdrawal={withdrawn.withdrawal} />
            {'. '}
            <a href={publicationPath(withdrawn.number)}>See publication {withdrawn.number} as it was</a>
          </p>
        ) : (
          <p>A month can be published once it is over and the services have sent what they counted.</p>
        )}
        {newest && newest !== period ? (
          <p>
            <a href={addressOf('/national', { measure: measure.id })}>{`Go to the newest figures: ${periodInWords(newest)}`}</a>
          </p>
        ) : null}
      </Column>
    ),
  }
}
