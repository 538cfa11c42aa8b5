import { expect, it } from 'vitest'
import { checkout, readLocalSettings } from './local-settings.ts'

it('runs the default federation from the checkout’s own folder when nothing is set', () => {
  expect(readLocalSettings({ OH_ICS: '', OH_DATA_DIR: '' })).toEqual({
    checkout,
    dataDir: `${checkout}/.local`,
    ics: ['QK1', 'QT1'],
    portBase: 3000,
    historyMonths: 36,
  })
})

it('takes each ICS once, in the order given', () => {
  expect(readLocalSettings({ OH_ICS: 'QT1, QK1,QT1' }).ics).toEqual(['QT1', 'QK1'])
})

it.each([
  [{ OH_ICS: 'qt1' }, 'OH_ICS holds "qt1"'],
  [{ OH_PORT_BASE: '80' }, 'OH_PORT_BASE is "80"'],
  [{ OH_HISTORY_MONTHS: '-1' }, 'OH_HISTORY_MONTHS is "-1"'],
  [{ OH_HISTORY_MONTHS: '601' }, 'OH_HISTORY_MONTHS is "601"'],
  [{ OH_PORT_BASE: '3e3x' }, 'OH_PORT_BASE is "3e3x"'],
  [{ OH_DATABASE_ADMIN_URL: 'mysql://x' }, 'OH_DATABASE_ADMIN_URL is not a PostgreSQL address'],
])('refuses %j in one sentence', (env, sentence) => {
  expect(() => readLocalSettings(env)).toThrow(sentence)
})
