import type { Month } from '@oh/kernel'
import type { Answer } from './reader.ts'

/** A figure as a reader finds it: each part a number without commas, or a mark such as `[c]`. */
export interface FigureRead {
  readonly area: string
  readonly numerator: string
  readonly denominator: string
}

/** Of a download: the figures of every period, or of one. A row holds period, area, name, measure, title, version and then the parts. */
export function figuresOfDownload(answer: Answer | undefined, month?: Month): FigureRead[] {
  const asked = (answer?.rows ?? []).filter(([period]) => month === undefined || period === month)
  return asked.map(([_period, area = '', _name, _measure, _title, _version, numerator = '', denominator = '']) => ({
    ...{ area, numerator, denominator },
  }))
}

/** Of the national page: every row of the table of systems. */
export function figuresOfPage(answer: Answer | undefined): FigureRead[] {
  const [, table = ''] = (answer?.text ?? '').split('id="systems-table-caption"')
  const [own = ''] = table.split('</table>')
  return own.split('<tr').flatMap((row) => {
    const area = /href="\/ics\/(\w+)/.exec(row)?.[1]
    const [, numerator, denominator] = row.split('<td').slice(1).map(wordOf)
    return area && numerator && denominator ? [{ area, numerator, denominator }] : []
  })
}

const wordOf = (cell: string) => /\[[cxz]\]/.exec(cell)?.[0] ?? cell.replace(/^.*?>|<.*$|,/g, '')

/** True for a mark or a multiple of five, in both parts. */
export function isRounded({ numerator, denominator }: FigureRead): boolean {
  return [numerator, denominator].every((word) => /^(\[[cxz]\]|\d*[05])$/.test(word))
}

/** Numbers of a thousand or more that stand alone anywhere in an answer, seen or not, with or without commas between thousands. */
export function numbersIn({ text, rows }: Answer): string[] {
  // the commas of a download stand between numbers, not in them
  const apart = rows.length > 0 ? rows.flat().join(' ') : text
  return [...apart.matchAll(/(?<![\w.-])(?:\d{4,}|\d{1,3}(?:,\d{3})+)(?![\w-]|\.\d)/g)].map(([word]) => word.replaceAll(',', ''))
}
