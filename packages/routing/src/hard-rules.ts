import { RIGHT_RULES } from './accreditation.ts'
import { BOOKING_RULES, type BookingBar } from './booking-rules.ts'
import { CONFLICT_TABLE, CONFLICT_WORDS } from './conflicts.ts'
import { type ExclusionWord, OFFER_RULES } from './offer-rules.ts'
import { sentenceOf } from './sentences.ts'

/** What a hard rule is about. */
export type HardRuleGroup = 'right' | 'conflict' | 'offer' | 'booking'
type HardWord = ExclusionWord | BookingBar

/** A rule that no setting, no coordinator and no shortage ever sets aside. */
export interface HardRule {
  readonly word: HardWord
  /** The reason as people read it when the rule holds. */
  readonly sentence: string
  readonly group: HardRuleGroup
  /** Nobody is asked against it. */
  readonly offers: boolean
  /** Nobody is booked against it. */
  readonly bookings: boolean
  readonly source: string
}

type Row = Omit<HardRule, 'sentence'>
const ofOffers = { offers: true, bookings: false }
const ofBookings = { offers: false, bookings: true }

/** Counted while bookings are given away, so no row of a table that looks at one case and one session can hold it. */
const COUNTED: Row = {
  word: 'caseload-full',
  group: 'booking',
  ...ofBookings,
  source: 'Our proposal: at the cap nobody is booked whom the specialist has not accepted already',
}

const rows: readonly Row[] = [
  ...RIGHT_RULES.map(({ refuses, source }): Row => ({ word: refuses, group: 'right', offers: true, bookings: true, source })),
  ...CONFLICT_TABLE.flatMap(({ word, source }): Row[] => {
    const hard = CONFLICT_WORDS.find((each) => each === word)
    return hard === undefined ? [] : [{ word: hard, group: 'conflict', ...ofOffers, source }]
  }),
  ...OFFER_RULES.map(({ refuses, source }): Row => ({ word: refuses, group: 'offer', ...ofOffers, source })),
  ...BOOKING_RULES.map(({ refuses, source }): Row => ({ word: refuses, group: 'booking', ...ofBookings, source })),
  COUNTED,
]

/**
 * Every hard rule with its source, each once: the tables by which offers and bookings are ruled, put together and not
 * copied. A word that stands in two tables is one rule that holds for both, told with the source of the first.
 */
export const HARD_RULES: readonly HardRule[] = [...new Set(rows.map(({ word }) => word))].flatMap((word) => {
  const same = rows.filter((row) => row.word === word)
  const [first] = same
  if (first === undefined) return []
  const offers = same.some((row) => row.offers)
  const bookings = same.some((row) => row.bookings)
  return [{ ...first, offers, bookings, sentence: sentenceOf(word) }]
})
