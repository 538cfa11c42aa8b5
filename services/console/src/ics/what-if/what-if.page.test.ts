import { describe, expect, it } from 'vitest'
import { AnswerRefused } from '../../gateway-client.ts'
import { fieldsIn, visitPage } from '../../testing/visit.ts'
import { whatIfPages } from './what-if.page.tsx'

const ID = '0b8f3c2e-4b7e-4c62-9d52-6a1d2f7c9e11'
const assumption = (id: string, value: number, group = 'Cases') => ({
  ...{ id, group, title: `About ${id}`, value, unit: '%', least: 0, most: 100 },
  because: `Assumed: because of ${id}.`,
})
const specialist = (id: string, clinicHours: number, ...skills: string[]) => ({
  ...{ id, fullName: `Dr ${id}`, clinicHours },
  skills: skills.map((skill) => ({ skill, title: skill })),
})
const whatIfBase = {
  specialists: [specialist('Bell', 16, 'general', 'blood-borne-virus'), specialist('Shah', 20, 'general')],
  trusts: [{ code: 'RX1', name: 'Nottingham' }],
  skills: [
    { skill: 'general', title: 'General' },
    { skill: 'skin', title: 'Skin' },
  ],
  assumptions: [assumption('virtual', 60), assumption('weeks', 16, 'Calculation')],
}
const noneBefore = { rows: [], pageInfo: { hasNextPage: false, endCursor: null } }
const WhatIfBase = { ics: { whatIfBase, whatIfs: noneBefore } }
const between = (value: number | null, low = value, high = value) => ({ value, low, high })
const figure = (method: string, measure: string, base: object, changed: object, difference: object | null, skill?: string) => ({
  ...{ method, measure, base, changed, difference },
  skill: skill ? { title: skill } : null,
})
const whatIf = {
  ...{ id: ID, askedAt: '2026-11-23T09:41:00.000Z', finishedAt: null, state: 'asked', stateTitle: 'Waits for its turn' },
  ...{ failure: null, changes: ['Lose Dr Bell'], baseStable: true, changedStable: false },
  assumptions: [{ ...assumption('virtual', 60), origin: 'assumed' }],
  figures: [
    figure('formula', 'wait', between(4.36), between(9.1), between(4.74)),
    figure('formula', 'in_target', between(0.99), between(0.6, 0.4, 0.8), between(-0.39)),
    figure('formula', 'wait', between(5), between(null), null, 'Skin'),
  ],
}
const simulated = figure('simulation', 'wait', between(5.2, 4.9, 5.5), between(8.7, 8, 9.4), between(3.5, 3.1, 3.9))
const visit = (address: string, answers: object, form?: readonly [string, string][]) =>
  visitPage(whatIfPages, address, {
    roles: ['ics-lead'],
    organisation: 'QT1',
    answers: answers as never,
    ...(form ? { form } : {}),
  })
const OF_ONE = `/ics/QT1/what-if/${ID}`

describe('the page of a question', () => {
  it('shows every assumption with where it comes from, to be changed', async () => {
    const { html } = await visit('/ics/QT1/what-if', { WhatIfBase })
    expect(fieldsIn(html)).toContainEqual(['assume.virtual', '60'])
    expect(html).toContain('Assumed: because of weeks.')
    expect(fieldsIn(html).map(([name]) => name)).not.toContain('change')
  })

  it.each([
    ['move-pas', [['pas', '2']]],
    ['add-wte', [['wte', '1.0']]],
    ['lose-specialist', []],
    [
      'surge',
      [
        ['factor', '1.7'],
        ['weeks', '4'],
      ],
    ],
  ])('has a ready question: %s', async (kind, fields) => {
    const { html } = await visit(`/ics/QT1/what-if?question=${kind}`, { WhatIfBase })
    expect(fieldsIn(html)).toEqual(expect.arrayContaining([['change', kind], ...fields]))
  })

  it('names the one specialist for blood-borne viruses as whoever leaves', async () => {
    const { html } = await visit('/ics/QT1/what-if?question=lose-specialist', { WhatIfBase })
    expect(html).toMatch(/<select[^>]*name="lose".*?<option value="Bell" selected/s)
  })

  it('asks with the proof of the lead’s role and what was changed alone, and goes on to the answer', async () => {
    const AskWhatIf = { askWhatIf: { __typename: 'WhatIfAsked', whatIfId: ID } }
    const form: [string, string][] = [
      ['change', 'surge'],
      ...(
        [
          ['factor', '1,7'],
          ['fromWeek', '5'],
          ['weeks', '4'],
          ['assume.virtual', '50'],
          ['assume.weeks', '16'],
        ] as const
      ).map(([name, value]): [string, string] => [name, value]),
    ]
    const answers = { WhatIfBase, ProofForPool: { ics: { myRolesProof: 'signed' } }, AskWhatIf }
    const { reply, asked } = await visit('/ics/QT1/what-if', answers, form)
    expect(reply).toMatchObject({ kind: 'see-other', path: OF_ONE })
    expect(asked.at(-1)?.variables).toMatchObject({
      input: {
        ...{ ics: 'QT1', rolesProof: 'signed', assumptions: [{ id: 'virtual', value: 50 }] },
        changes: [{ kind: 'surge', factor: 1.7, fromWeek: 5, weeks: 4 }],
      },
    })
  })

  it('says at each field what is wrong, and keeps what was typed', async () => {
    const form: [string, string][] = [
      ['change', 'move-pas'],
      ['pas', 'two'],
      ['assume.virtual', '120'],
      ['assume.weeks', '16'],
    ]
    const { reply, html } = await visit('/ics/QT1/what-if', { WhatIfBase }, form)
    expect(reply).toMatchObject({ status: 422 })
    expect(html).toContain('<a href="#pas">Enter a number.</a>')
    expect(html).toContain('<a href="#assume.virtual">Enter a number from 0 to 100.</a>')
    expect(fieldsIn(html)).toEqual(expect.arrayContaining([['pas', 'two']]))
    const none = await visit('/ics/QT1/what-if', { WhatIfBase }, form.slice(2))
    expect(none.html).toContain('<a href="#change">Choose what is to be different.</a>')
  })

  it('shows why the pool refused', async () => {
    const sentence = 'Questions that you asked before are still being computed.'
    const AskWhatIf = { askWhatIf: { __typename: 'Refused', reasons: [{ word: 'too-many-studies', sentence }] } }
    const form: [string, string][] = [
      ['change', 'lose-specialist'],
      ['lose', 'Bell'],
      ['assume.virtual', '60'],
      ['assume.weeks', '16'],
    ]
    const answers = { WhatIfBase, ProofForPool: { ics: { myRolesProof: null } }, AskWhatIf }
    const { html } = await visit('/ics/QT1/what-if', answers, form)
    expect(html).toContain(sentence)
  })

  it('is not for whoever the pool refuses', async () => {
    const refused = { data: { ics: null }, errors: [{ code: 'FORBIDDEN', path: 'ics.whatIfBase' }] }
    await expect(visit('/ics/QT1/what-if', { WhatIfBase: refused })).rejects.toThrow(AnswerRefused)
  })
})

describe('the page of an answer', () => {
  it('shows the formula at once, says that the simulation waits, and can be looked at again without a script', async () => {
    const { html } = await visit(OF_ONE, { WhatIf: { ics: { whatIf } } })
    expect(html).toContain('The simulation waits for its turn.')
    expect(html).toContain('Look again')
    expect(html).toContain('data-oh-again="5"')
    expect(html).toContain('4.4 days')
    expect(html).toContain('60% (40% to 80%)')
    expect(html).toContain('None: nobody can be seen')
    expect(html).toContain('With the changes, more work comes for some skills than there is clinic time.')
  })

  it('shows the simulation beside the formula with its intervals, and says of every number which it is', async () => {
    const done = { ...whatIf, state: 'done', figures: [...whatIf.figures, simulated] }
    const { html } = await visit(OF_ONE, { WhatIf: { ics: { whatIf: done } } })
    expect(html).not.toContain('data-oh-again')
    expect(html).toContain('5.2 days (4.9 to 5.5)')
    expect(html).toContain('+3.5 days (+3.1 to +3.9)')
    const [overall = ''] = /id="what-if-all".*?<\/table>|All cases<.*?<\/table>/s.exec(html) ?? []
    const cells = [...overall.matchAll(/<span class="nhsuk-table__heading"[^>]*>([^<]*)<\/span><span>([^<]*)<\/span>/g)]
    const figures = cells.filter(([, , text = '']) => /\d/.test(text))
    expect(figures).toHaveLength(9)
    for (const [, heading] of figures) expect(heading).toMatch(/formula|simulation/)
  })

  it('says why there is no simulation when there is none', async () => {
    const failed = { ...whatIf, state: 'failed', failure: 'It took longer than two minutes and was stopped.' }
    const { html } = await visit(OF_ONE, { WhatIf: { ics: { whatIf: failed } } })
    expect(html).toContain('It took longer than two minutes and was stopped.')
    expect(html).not.toContain('data-oh-again')
  })

  it('can be downloaded with every figure and every assumption', async () => {
    const { reply } = await visit(`${OF_ONE}/figures.csv`, { WhatIf: { ics: { whatIf } } })
    const text = reply.kind === 'file' ? reply.text : ''
    expect(text.split('\r\n')).toEqual([
      expect.stringContaining('Part,Of,By,Unit,Now'),
      'Change,Lose Dr Bell,,,,,,,,,,,,',
      'Mean wait,All cases,Formula,working days,4.4,4.4,4.4,9.1,9.1,9.1,4.7,4.7,4.7,',
      'Seen in target,All cases,Formula,%,99,99,99,60,40,80,-39,-39,-39,',
      'Mean wait,Skin,Formula,working days,5,5,5,,,,,,,',
      'Assumption,About virtual,,%,60,,,,,,,,,Assumed: because of virtual.',
      '',
    ])
  })
})
