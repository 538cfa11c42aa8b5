import { allowed, type Ruling, refused } from '@oh/kernel'
import type { CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { describe, expect, it } from 'vitest'
import { REFUSALS } from './answers.ts'
import type { Arrived } from './arrival.ts'
import { answering } from './fate.ts'
import { refusalSentence } from './refusal-sentences.ts'

type Word = 'escalation-unknown' | 'already-withdrawn' | 'not-the-subject'
const FATES = { 'escalation-unknown': 'returned', 'not-the-subject': 'returned', 'already-withdrawn': 'recorded' } as const
const answerTo = (ruling: Ruling<Word>) =>
  answering<typeof CONSENT_WITHDRAWN_V1, Word>(async () => ruling, FATES)(
    {} as ScopedTx,
    {} as Arrived<typeof CONSENT_WITHDRAWN_V1>,
  )

describe('the fate of a refusal', () => {
  it('is to go back to the sender by its word when it says so', async () => {
    expect(await answerTo(refused('escalation-unknown'))).toEqual({ kind: 'turned-away', code: 'escalation-unknown' })
  })
  it('is to stay, with its reasons, when events have overtaken it', async () => {
    expect(await answerTo(refused('already-withdrawn'))).toEqual(refused('already-withdrawn'))
  })
  it('is to go back as soon as one of its reasons does', async () => {
    const ruling = refused<Word>('already-withdrawn', 'not-the-subject', 'escalation-unknown')
    expect(await answerTo(ruling)).toEqual({ kind: 'turned-away', code: 'not-the-subject' })
  })
  it('is not asked where nothing is refused', async () => {
    expect(await answerTo(allowed)).toEqual(allowed)
  })
})

describe('a word that a message is parked with', () => {
  it.each(Object.keys(REFUSALS))('is a sentence for people: %s', (code) => {
    expect(refusalSentence(code)).toMatch(/^[A-Z].+\.$/)
    expect(refusalSentence(code)).not.toContain(code)
  })
  it('is shown as it is when the other side knows more words than we do', () => {
    expect(refusalSentence('http-418')).toBe('The other side answered: http-418.')
    expect(refusalSentence('constructor')).toBe('The other side answered: constructor.')
  })
  it('goes back with a status that parks it, where a handler turns it away', () => {
    const lasting = Object.values(REFUSALS).filter(({ lasts }) => lasts === 'lasting')
    expect(lasting.every(({ status }) => status >= 400 && status < 500)).toBe(true)
  })
})
