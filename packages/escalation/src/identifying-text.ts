import type { LondonDate } from '@oh/kernel'
import { isOrdinaryWord } from './ordinary-words.ts'

/** What the spoke knows that would name the worker. Used to look for, never sent. */
export interface WorkerIdentifiers {
  readonly givenName: string
  readonly familyName: string
  readonly knownAs?: string
  readonly staffNumber?: string
  readonly nhsNumber?: string
  readonly emails?: readonly string[]
  readonly phones?: readonly string[]
  readonly dateOfBirth?: LondonDate
  readonly caseReference?: string
}

interface FindRow {
  readonly id: string
  readonly title: string
  /** True when the text may not leave as it is; false when the nurse must look at it. */
  readonly stops: boolean
  readonly find: (text: string, worker: WorkerIdentifiers) => string[]
}

/** What free text is searched for before it leaves. The last rows look for a shape, and may be wrong: the nurse looks. An NHS number proves itself by its check digit. */
export const IDENTIFYING_TEXT = [
  { id: 'names-the-worker', title: 'The worker’s name', stops: true, find: (text, worker) => namesIn(text, worker).certain },
  { id: 'identifies-the-worker', title: 'The worker’s number, address or date of birth', stops: true, find: ownDetailsIn },
  {
    id: 'may-name-the-worker',
    title: 'A word that may be the worker’s name',
    stops: false,
    find: (text, worker) => namesIn(text, worker).possible,
  },
  { id: 'nhs-number', title: 'An NHS number', stops: true, find: (text) => numbersLikeNhs(text).filter(isNhsNumber) },
  {
    id: 'nhs-number-like',
    title: 'Looks like an NHS number',
    stops: false,
    find: (text) => numbersLikeNhs(text).filter((found) => !isNhsNumber(found)),
  },
  {
    id: 'email-like',
    title: 'Looks like an e-mail address',
    stops: false,
    // bounded on both sides, so that a long run without a space costs no more than its length
    find: shape(/[^\s@<>(),;:]{1,64}@[^\s@<>(),;:]{1,190}\.\p{L}{2,24}/gu),
  },
  {
    id: 'phone-like',
    title: 'Looks like a telephone number',
    stops: false,
    find: shape(/(?<![\d+])(?:\+44[\s-]?(?:\(0\))?|0)(?:[\s().-]{0,2}\d){9,10}(?!\d)/g),
  },
  { id: 'postcode-like', title: 'Looks like a postcode', stops: false, find: shape(/\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi) },
  {
    id: 'staff-number-like',
    title: 'Looks like a staff number',
    stops: false,
    find: shape(/\b(?:staff|employee|payroll|assignment|personnel)\s*(?:no|number|id)\b\.?\s*:?\s*[A-Z]?\d{3,}/gi),
  },
  {
    id: 'date-of-birth-like',
    title: 'Looks like a date of birth',
    stops: false,
    find: shape(/\b(?:d\.?o\.?b\b\.?|date of birth|born (?:on|in)?)\s*:?\s*\d[^\n]{0,20}/gi),
  },
] as const satisfies readonly FindRow[]
export type IdentifyingKind = (typeof IDENTIFYING_TEXT)[number]['id']

/** One thing found: where, what kind, the words found, and whether they stop the escalation. Shown to the nurse, never logged. */
export interface IdentifyingFind<Field extends string = string> {
  readonly field: Field
  readonly kind: IdentifyingKind
  readonly title: string
  readonly stops: boolean
  readonly found: string
}

/**
 * Searches texts for what names the worker. One row per field, kind and different words found; fields in the order given.
 * Sees through capitals, accents, invisible characters, spaced or dotted numbers. It cannot know other people's names.
 */
export function identifyingTextIn<Field extends string>(
  texts: Readonly<Record<Field, string>>,
  worker: WorkerIdentifiers,
): IdentifyingFind<Field>[] {
  return (Object.keys(texts) as Field[]).flatMap((field) => {
    const text = fold(texts[field])
    return IDENTIFYING_TEXT.flatMap(({ id: kind, title, stops, find }) =>
      [...new Set(find(text, worker))].map((found) => ({ field, kind, title, stops, found })),
    )
  })
}

/** One spelling for what looks the same: no accents, no invisible characters, plain quotes and dashes. Capitals stay. */
function fold(text: string): string {
  const plain = text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '')
  return plain
    .replace(/[‘’ʼ`]/g, "'")
    .replace(/\p{Pd}/gu, '-')
    .replace(/[øØłŁđĐßæÆœŒı]/g, (letter) => UNLIKE[letter] ?? letter)
}
const UNLIKE: Readonly<Record<string, string>> = {
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ı: 'i',
}

function namesIn(text: string, worker: WorkerIdentifiers): { certain: string[]; possible: string[] } {
  const whole = [worker.givenName, worker.familyName, worker.knownAs ?? ''].map((name) => fold(name).trim()).filter(Boolean)
  const parts = [...new Set([...whole, ...whole.flatMap((name) => name.split(/[\s-]+/))])].filter((part) => part.length > 1)
  const certain = fullNames(worker).flatMap((name) => matches(text, wordsOf(name)))
  const possible: string[] = []
  for (const part of parts) {
    for (const match of text.matchAll(wordsOf(part))) {
      const sure = !isOrdinaryWord(part) || readsAsName(text, match.index, match[0])
      ;(sure ? certain : possible).push(match[0])
    }
  }
  return { certain, possible: possible.filter((one) => !certain.includes(one)) }
}

/** Far enough back for a title and the end of a sentence. */
const LOOK_BACK = 40

/** An ordinary word such as "long" is a name after a title, or with a capital where no sentence begins. */
function readsAsName(text: string, at: number, word: string): boolean {
  const before = text.slice(Math.max(0, at - LOOK_BACK), at)
  if (/\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sister|nurse)\.?\s+$/i.test(before)) return true
  const startsSentence = /(?:^|[.!?:;\n•*-])["'(\s]*$/.test(before)
  return /^\p{Lu}\p{Ll}/u.test(word) && !startsSentence
}

function fullNames({ givenName, familyName, knownAs }: WorkerIdentifiers): string[] {
  const family = fold(familyName).trim()
  const firsts = [givenName, knownAs ?? ''].map((name) => fold(name).trim()).filter(Boolean)
  return family === '' ? [] : firsts.flatMap((first) => [`${first} ${family}`, `${family} ${first}`])
}

function ownDetailsIn(text: string, worker: WorkerIdentifiers): string[] {
  const numbers = [worker.staffNumber, worker.nhsNumber, worker.caseReference].flatMap((one) => (one ? numberPattern(one) : []))
  const phones = (worker.phones ?? []).flatMap(phonePattern)
  const emails = (worker.emails ?? []).map((email) => new RegExp(escaped(fold(email).trim()), 'gi'))
  const born = worker.dateOfBirth === undefined ? [] : birthPatterns(worker.dateOfBirth)
  return [...numbers, ...phones, ...emails, ...born].flatMap((pattern) => matches(text, pattern))
}

/** Words in a row, whatever stands between them, and not inside a longer word. */
function wordsOf(name: string): RegExp {
  return bounded(
    name
      .split(/[\s-]+/)
      .map(escaped)
      .join("[\\s,.'-]+"),
  )
}

/** Numbers shorter than four characters are too common to be told from any other. */
function numberPattern(number: string): RegExp[] {
  const signs = fold(number).replace(/[^\p{L}\p{N}]/gu, '')
  return signs.length < 4 ? [] : [bounded([...signs].map(escaped).join('[\\s./-]*'))]
}

function phonePattern(phone: string): RegExp[] {
  const digits = phone.replace(/\D/g, '').replace(/^(?:0044|44|0)/, '')
  return digits.length < 6 ? [] : [new RegExp(`(?:\\+?44[\\s(0)-]*|0)?${[...digits].join('[\\s().-]*')}(?!\\d)`, 'g')]
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

function birthPatterns(date: LondonDate): RegExp[] {
  const [year = '', month = '', day = ''] = date.split('-')
  const years = `(?:${year.slice(0, 2)})?${year.slice(2)}`
  const name = MONTHS[Number(month) - 1] ?? ''
  const [d, m] = [`0?${Number(day)}`, `0?${Number(month)}`]
  const named = `(?:${name}|${name.slice(0, 3)})\\.?`
  const sources = [
    `${d}[\\s./-]+${m}[\\s./-]+${years}`,
    `${year}[\\s./-]*${m}[\\s./-]*${d}`,
    `${d}(?:st|nd|rd|th)?(?: of)?[\\s-]+${named},?[\\s-]+${years}`,
    `${named}[\\s-]+${d}(?:st|nd|rd|th)?,?[\\s-]+${years}`,
  ]
  return sources.map(bounded)
}

function bounded(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, 'giu')
}

const numbersLikeNhs = shape(/(?<!\d)\d{3}[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)/g)

/** Modulus 11, as the NHS Data Dictionary gives it under NHS NUMBER: weights 10 to 2, and the last digit makes the sum a multiple of 11. */
function isNhsNumber(found: string): boolean {
  const digits = [...found.replace(/\D/g, '')].map(Number)
  const sum = digits.reduce((before, digit, place) => before + digit * (10 - place), 0)
  const check = (11 - ((sum - (digits[9] ?? 0)) % 11)) % 11
  return digits.length === 10 && check === digits[9]
}

function shape(pattern: RegExp): (text: string) => string[] {
  return (text) => matches(text, pattern)
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[0])
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
