/** Why a specialist may say no to an offer: a closed list, since free words about a case do not belong in a queue. */
export const DECLINE_REASONS = [
  { word: 'no-time', sentence: 'I do not have the time before it is due' },
  { word: 'outside-my-field', sentence: 'It needs knowledge that I do not have' },
  { word: 'away-soon', sentence: 'I will be away' },
  { word: 'may-know-the-worker', sentence: 'I may know the worker' },
  { word: 'rather-not-say', sentence: 'I would rather not say' },
] as const
export type DeclineWord = (typeof DECLINE_REASONS)[number]['word']

export function asDeclineWord(text: string): DeclineWord | undefined {
  return DECLINE_REASONS.find(({ word }) => word === text)?.word
}
