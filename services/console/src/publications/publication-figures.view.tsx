import type { Period } from '@oh/kernel'
import { periodKind } from '@oh/kernel'
import { MEASURES } from '@oh/measures'
import { findIcs, REGIONS } from '@oh/organisations'
import type { CsvCell } from '../figures/csv.ts'
import type { Figure } from '../figures/figure.ts'
import { sayingOf } from '../figures/figure-words.ts'
import { KIND_WORDS, periodInWords } from '../figures/period-words.ts'
import { Shorthand, ShownText } from '../figures/shown.view.tsx'
import { Button } from '../layout/button.view.tsx'
import { FilterForm } from '../layout/form.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { InsetText, WarningCallout } from '../layout/messages.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Select } from '../layout/text-fields.view.tsx'
import { listInWords, momentInWords } from '../layout/words.ts'
import { type AnyMeasure, kindsOf } from '../national/choice.ts'
import { type PublicationShown, publicationPath } from './publication.ts'
import { WithdrawalWords } from './publications.view.tsx'
import { periodsInWords, publicationFacts } from './withdraw.view.tsx'

/** One publication and what of it is looked at. */
export interface OfPublication {
  readonly publication: PublicationShown
  readonly measure: AnyMeasure
  /** None: the measure is published for none of its periods. */
  readonly period: Period | undefined
  /** England, the regions, then the systems. */
  readonly figures: readonly Figure[]
}

/** A publication by its number: how it stands, what proves that it is unchanged, and its figures. */
export function publicationFiguresContent(of: OfPublication, isStatistician: boolean): PageContent {
  const { publication } = of
  const title = `Publication ${publication.number}`
  const list = isStatistician ? { href: '/publications', text: 'Publications' } : { href: '/national', text: 'National figures' }
  return {
    title: publication.withdrawal ? `${title}, which stands no more` : title,
    section: list.href,
    back: list,
    wide: true,
    body: (
      <>
        <Heading caption={list.text}>{title}</Heading>
        <Standing publication={publication} />
        <SummaryList
          rows={[
            ...publicationFacts(publication),
            { key: 'Digest (SHA-256 of its cells in order)', value: <span class="oh-number">{publication.digest}</span> },
            { key: 'Signature over number, month and digest', value: <span class="oh-number">{publication.signature}</span> },
          ]}
        />
        <Choice {...of} />
        <Figures {...of} />
      </>
    ),
  }
}

function Standing({ publication: { withdrawal, withdrawalAsked, periods } }: Pick<OfPublication, 'publication'>) {
  if (withdrawal)
    return (
      <WarningCallout heading="This publication stands no more" level={2}>
        <p>
          <WithdrawalWords withdrawal={withdrawal} />
        </p>
        <p>
          {`Its figures of ${periodsInWords(periods)} are kept here as they were published and are in no series and no comparison. Do not use them as if they stood.`}
        </p>
      </WarningCallout>
    )
  if (!withdrawalAsked) return null
  const { byName, at, reason } = withdrawalAsked
  return (
    <InsetText>
      <p>{`${byName} asked for it to be withdrawn, ${momentInWords(at)}: ${reason}. It stands until a second statistician withdraws it.`}</p>
    </InsetText>
  )
}

function Choice({ publication: { number, periods }, measure, period }: OfPublication) {
  return (
    <FilterForm action={publicationPath(number)}>
      <Select
        name="measure"
        label="Measure"
        value={measure.id}
        options={MEASURES.map(({ id, title }) => ({ value: id, text: title }))}
      />
      <Select
        name="period"
        label="Period"
        value={period ?? ''}
        options={periods.map((each) => ({
          value: each,
          text: `${periodInWords(each as Period)} (${KIND_WORDS[periodKind(each as Period)]})`,
        }))}
      />
      <Button variant="secondary">Show</Button>
    </FilterForm>
  )
}

function Figures({ publication, measure, period, figures }: OfPublication) {
  if (period === undefined) return <p>{notInIt(measure)}</p>
  // what an earlier policy made is kept without being shown
  if (figures.length === 0) return <p>No figure of this measure is shown from this publication.</p>
  const say = sayingOf(measure)
  const inAddress = new URLSearchParams({ measure: measure.id, period })
  return (
    <>
      <Table
        id="figures"
        caption={`${measure.title}, ${periodInWords(period)}`}
        captionSize="m"
        small="stack"
        columns={[
          { key: 'area', text: 'Area' },
          { key: 'numerator', text: 'Numerator', numeric: true },
          { key: 'denominator', text: 'Denominator', numeric: true },
          { key: 'value', text: measure.short, numeric: true },
          { key: 'complete', text: 'Trusts in it (staff)', numeric: true },
        ]}
        rows={figures.map((figure) => [
          areaName(figure.area),
          <ShownText shown={figure.numerator} say={say.numerator} />,
          <ShownText shown={figure.denominator} say={say.denominator} />,
          <ShownText shown={figure.ratio} say={(ratio) => say.ratio(ratio, figure.denominator)} />,
          `${figure.contributors} of ${figure.expected} (${figure.staffCovered}%)`,
        ])}
      />
      <Shorthand />
      <p>
        <a href={`${publicationPath(publication.number)}/figures.csv?${inAddress}`}>Download these figures as CSV</a>
      </p>
    </>
  )
}

function notInIt({ id, short }: AnyMeasure): string {
  const kinds = listInWords(kindsOf(id).map((kind) => KIND_WORDS[kind]))
  return `“${short}” is published by ${kinds}, and no such period ends with this publication.`
}

export const areaName = (code: string): string =>
  code === 'ENG' ? 'England' : (findIcs(code)?.name ?? REGIONS.find((region) => region.code === code)?.name ?? code)

/** What a download says in every row, so that a row that is copied still tells how its publication stands. */
export function csvColumns({ withdrawal, digest, signature }: PublicationShown): Readonly<Record<string, CsvCell>> {
  return {
    standing: withdrawal?.kind ?? 'stands',
    withdrawn_because: withdrawal?.reason ?? '',
    publication_digest: digest,
    publication_signature: signature,
  }
}
