/** `withdrawn` by a statistician, `replaced` by another publication of the same month. */
export type WithdrawalKind = 'withdrawn' | 'replaced'

/** Why a publication stands no more: a closed list, because the audit takes no free text. */
export const WITHDRAWAL_REASONS = [
  { word: 'wrong-figures-sent', sentence: 'A service sent wrong figures' },
  { word: 'wrongly-made', sentence: 'The figures were made wrongly' },
  { word: 'tells-too-much', sentence: 'It tells more about people than it may' },
  { word: 'published-by-mistake', sentence: 'It was published by mistake' },
  { word: 'earlier-policy', sentence: 'It was made up, and made under an earlier policy' },
  { word: 'year-refreshed', sentence: 'Its year was refreshed' },
] as const

export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number]['word']

/** Those that a person may give. */
export const REASONS_OF_PEOPLE = WITHDRAWAL_REASONS.slice(0, 4)
