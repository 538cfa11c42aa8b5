/** One cell: a text, or a number that stays one. */
export type CsvCell = string | number

/** Read as a formula by spreadsheet programs when a cell begins with it, full-width forms included (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/
const NEEDS_QUOTES = /[",\r\n]/

/**
 * A table as comma-separated values for people's spreadsheets: UTF-8 with a byte order mark, CRLF, one header row. A text
 * that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function csvOf(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const line = (cells: readonly CsvCell[]) => `${cells.map(cellText).join(',')}\r\n`
  return `\uFEFF${[header, ...rows].map(line).join('')}`
}

function cellText(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
