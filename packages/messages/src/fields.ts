import type {
  AgreementId,
  BookingId,
  Branded,
  EscalationId,
  FinancialYear,
  IcsCode,
  Instant,
  LondonDate,
  MemberId,
  MessageId,
  Month,
  OpinionId,
  PersonId,
  SessionId,
  SpecialistId,
  SubjectId,
  SubmissionId,
  TrustCode,
} from '@oh/kernel'
import { visibleCharacters } from '@oh/kernel'
import { z } from 'zod'

/** The same value, never changed after it was read. */
export type Unchanging<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Unchanging<Item>[]
    : { readonly [Key in keyof T]: Unchanging<T[Key]> }

/** A text shape whose value the kernel knows under a name of its own. */
function marked<Id extends Branded<string, string>>(shape: z.ZodType<string, string>): z.ZodType<Id, string> {
  return shape as z.ZodType<Id, string>
}

/** The canonical lower-case text of a UUID. */
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const visibleAscii = z.string().regex(/^[\x21-\x7e]+$/)

export const messageId = marked<MessageId>(uuid)
export const escalationId = marked<EscalationId>(uuid)
export const subjectId = marked<SubjectId>(uuid)
export const submissionId = marked<SubmissionId>(uuid)
export const month = marked<Month>(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/))
/** Its second year follows its first only where the kernel says so. */
export const financialYear = marked<FinancialYear>(z.string().regex(/^\d{4}\/\d{2}$/))
export const bookingId = marked<BookingId>(uuid)
export const opinionId = marked<OpinionId>(uuid)
export const specialistId = marked<SpecialistId>(uuid)
export const trustCode = marked<TrustCode>(z.string().regex(/^[A-Z0-9]{3,5}$/))
export const agreementId = marked<AgreementId>(uuid)
export const sessionId = marked<SessionId>(uuid)
export const icsCode = marked<IcsCode>(z.string().regex(/^[A-Z0-9]{3,5}$/))
/** Hours of a session, to the minute. */
export const hours = z.number().min(0).max(24)
export const memberId = marked<MemberId>(z.string().regex(/^(spoke|pool|rollup)-[0-9a-f]{12}$/))
/** A subject as OpenID Connect Core 2 bounds it. */
export const personId = marked<PersonId>(visibleAscii.max(255))
/** A day that exists. */
export const londonDate = marked<LondonDate>(z.iso.date())
/** UTC with milliseconds, as the kernel writes it. */
export const instant = marked<Instant>(z.iso.datetime({ precision: 3 }))

/** A stable word of another package's table: its meaning stands there, a reader that does not know it shows it as it is. */
export const word = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
export const signature = visibleAscii.max(2_000)
export const keyId = visibleAscii.max(255)

const codeUnitsFor = (most: number) => 64 + 8 * most
/** No control, half character, non-character, byte-order mark, nor mark that makes text read in another order than it is stored. */
const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]*$/u
const LINES = /^(?:\n|[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB])*$/u
const SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * Text of at most `most` characters as a person counts them (an accented letter or an emoji is one), and never more than
 * 64 + 8 × `most` code units, which is the bound the printed schema can state.
 */
function bounded(most: number, printable: RegExp): z.ZodString {
  return z
    .string()
    .max(codeUnitsFor(most))
    .regex(printable)
    .refine((text) => text.length <= most || (text.length <= codeUnitsFor(most) && visibleCharacters(text) <= most), {
      error: 'too long',
      abort: true,
    })
}

/** One line with something in it. */
export const line = (most: number): z.ZodString => bounded(most, ONE_LINE).regex(SOMETHING)
/** One line, which may be empty: not known, or not said. */
export const optionalLine = (most: number): z.ZodString => bounded(most, ONE_LINE)
/** Text with line breaks (`\n`) and something in it. */
export const lines = (most: number): z.ZodString => bounded(most, LINES).regex(SOMETHING)
/** Text with line breaks, which may be empty. */
export const optionalLines = (most: number): z.ZodString => bounded(most, LINES)
