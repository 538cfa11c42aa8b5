import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, submitter } from '../network/acts.ts'
import { codesOf } from '../network/caller.ts'
import { verifiedChain } from '../network/chains.ts'
import { dumpOf, foundIn } from '../network/leaks.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { CONTENT, EVERY_WORD, PLANTED, QK1, RWE } from '../network/people.ts'
import { type Specialist, specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const TEAM = '{ myTeam(trust: "RWE") { id fullName } }'
const ACCESSES = `{ myRecord(trust: "RWE") { accesses(first: 100) { rows { who role what outcomeTitle } } } }`
const AUDIT = `query ($person: ID) { auditEntries(trust: "RWE", person: $person, first: 100) {
  rows { actor actorName action what resource outcome onBehalfOf } } }`

let net: Network
let asha: Nurse
let bell: Specialist
let sethi: Specialist
let caseId = ''
let escalation = { spokeId: '', id: '' }
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE', 'RT5'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
  bell = specialistAt(net.as(QK1.bell), QK1.ics)
  sethi = specialistAt(net.as(QK1.sethi), QK1.ics)
})
afterAll(() => net?.[Symbol.asyncDispose]())

describe('a complex case travels from a nurse to a specialist and back', () => {
  it('begins with a manager’s referral, which the nurse accepts', async () => {
    const gareth = net.as(RWE.manager)
    const { myTeam } = await gareth.get(TEAM)
    const marta = myTeam.find((each: { fullName: string }) => each.fullName === RWE.workerName)
    const made = await submitter(gareth, { trust: RWE.trust })('makeReferral', '... on ReferralMade { referral { id state } }', {
      workerId: marta.id,
      source: 'line-manager',
      reason: 'fitness-after-illness',
      words: `When can Marta lift again? ${PLANTED.referral}`,
      background: PLANTED.background,
      workerTold: true,
    })
    const { id } = done(made, 'ReferralMade').referral
    const opened = await asha.accepts(id)
    caseId = opened.id
    expect(opened).toMatchObject({ state: 'awaiting-appointment', version: 1 })
  })

  it('is refused without the worker’s consent, and says why', async () => {
    await asha.writes(caseId, `Seen today. ${PLANTED.note}`)
    const refused = await asha.escalates(caseId)
    expect(refused.reasons?.map(({ word }) => word)).toEqual(['gate-missing'])
    expect(await asha.readCase(caseId, 'escalations { id }')).toEqual({ escalations: [] })
    await net.settle()
    expect(await bell.offers()).toEqual([])
  })

  it('goes up once consent is recorded, with every reason that fired and what the nurse added', async () => {
    done(await asha.consents(caseId), 'GateRecorded')
    const sent = done(await asha.escalates(caseId, { category: 'mental-health' }), 'CaseEscalated')
    escalation = { spokeId: sent.escalation.spokeId, id: sent.escalation.id }
    expect(sent.case.state).toBe('escalated')
    expect(sent.escalation).toMatchObject({
      state: 'sent',
      acceptedName: null,
      reasons: [
        { rule: 'uncertainty-or-outside-protocol', standing: 'fired', because: null },
        { rule: 'advice-to-the-nurse', standing: 'added', because: expect.stringContaining(PLANTED.because) },
      ],
    })
    await net.settle()
    expect((await asha.sent(caseId)).state).toBe('offered')
  })

  it('is on offer to the one specialist with the skill, under a pseudonym and without a clinical word', async () => {
    const offer = await bell.offerOf(escalation.id)
    expect(offer?.escalation).toMatchObject({ state: 'offered', ageBand: expect.any(String), category: 'mental-health' })
    expect(offer?.escalation.pseudonym).toMatch(/^E-[0-9A-F]{4}-[0-9A-F]{4}$/)
    expect(await sethi.offers()).toEqual([])
    const early = await bell.opens(escalation)
    expect([early.data.escalation.content, codesOf(early)]).toEqual([null, ['CONTENT_CLOSED']])
    expect((await bell.card(escalation)).data.escalation.worker).toBeNull()
    const seen = [...net.answersTo(QK1.bell), ...net.answersTo(QK1.sethi)].join('\n')
    expect(foundIn(seen, [RWE.workerName, 'Nowak', ...EVERY_WORD])).toEqual([])
  })

  it('shows who the worker is once it is accepted and the trust has heard so', async () => {
    const offer = await bell.offerOf(escalation.id)
    const accepted = done(await bell.accepts(offer?.id), 'OfferAccepted')
    expect(accepted.escalation).toMatchObject({ state: 'accepted', waitingForTrust: true })
    const early = await bell.card(escalation)
    expect([early.data.escalation.worker, foundIn(early.text, [RWE.workerName])]).toEqual([null, []])
    await net.settle()
    expect((await bell.card(escalation)).data.escalation.worker).toMatchObject({ fullName: RWE.workerName, employer: 'RWE' })
    expect((await asha.sent(caseId)).acceptedName).toBe('Dr Harriet Bell')
  })

  it('opens its content only after the declaration that there is no conflict of interest', async () => {
    const early = await bell.opens(escalation)
    expect(early.errors[0]?.extensions).toMatchObject({ code: 'CONTENT_CLOSED', reason: 'declaration-missing' })
    expect(foundIn(early.text, CONTENT)).toEqual([])
    done(await bell.declares(escalation, false), 'ConflictDeclared')
    const opened = await bell.opens(escalation)
    expect(opened.errors).toEqual([])
    expect(foundIn(opened.text, CONTENT)).toEqual([...CONTENT])
    expect(foundIn(opened.text, [PLANTED.note, PLANTED.referral, PLANTED.background, PLANTED.because, PLANTED.evidence])).toEqual(
      [],
    )
  })

  it('is nobody else’s to read: the other specialist and the coordinator find nothing', async () => {
    const other = await sethi.read(escalation)
    expect([other.data, codesOf(other)]).toEqual([{ escalation: null }, ['NOT_FOUND']])
    const moira = net.as(QK1.coordinator)
    const { board } = await moira.get(
      '{ board(ics: "QK1", first: 20) { rows { offeredTo { fullName } escalation { pseudonym state } } } }',
    )
    expect(board.rows).toMatchObject([{ offeredTo: { fullName: 'Dr Harriet Bell' }, escalation: { state: 'opened' } }])
    const asked = await specialistAt(moira, QK1.ics).opens(escalation)
    expect([asked.data, codesOf(asked)]).toEqual([{ escalation: null }, ['FORBIDDEN']])
  })

  it('comes back with an opinion whose signature holds, and the nurse acts on it and closes the case', async () => {
    done(await bell.answers(escalation), 'OpinionGiven')
    await net.settle()
    const { opinion, state } = await asha.sent(caseId)
    expect(state).toBe('answered')
    expect(opinion).toMatchObject({
      authorName: 'Dr Harriet Bell',
      answer: expect.stringContaining(PLANTED.answer),
      adjustments: [expect.stringContaining(PLANTED.adjustment)],
      adviceToNurse: expect.stringContaining(PLANTED.advice),
      fitness: 'fit-with-adjustments',
      verified: true,
      acted: null,
    })
    expect((await asha.readCase(caseId, 'state openTasks { kind }')).openTasks).toEqual([{ kind: 'act-on-opinion' }])
    done(await asha.acts(caseId, `Agreed with the ward. ${PLANTED.acted}`), 'OpinionActedOn')
    expect((await asha.sent(caseId)).opinion).toMatchObject({ acted: expect.stringContaining(PLANTED.acted) })
    expect(done(await asha.closes(caseId, 'fit-with-adjustments'), 'CaseClosed').case.state).toBe('closed')
    expect((await bell.mine('answered')).map(({ id, myOpinion }) => [id, myOpinion.answer])).toEqual([
      [escalation.id, expect.stringContaining(PLANTED.answer)],
    ])
  })
})

describe('afterwards', () => {
  it('tells the worker who saw the record, and in which role', async () => {
    const { myRecord } = await net.as(RWE.worker).get(ACCESSES)
    const rows: { who: string; role: string; what: string; outcomeTitle: string }[] = myRecord.accesses.rows
    const by = (who: string) => rows.filter((row) => row.who === who).map(({ what, outcomeTitle }) => `${what}: ${outcomeTitle}`)
    expect(new Set(by('Dr Harriet Bell'))).toEqual(
      new Set([
        'Saw name, employer and post: Refused',
        'Saw name, employer and post: Allowed',
        'Asked the trust whether what was sent may be opened: Refused',
        'Asked the trust whether what was sent may be opened: Allowed',
      ]),
    )
    expect(by('Asha Mistry')).toEqual(
      expect.arrayContaining(['Sent the case to the specialists: Allowed', 'Tried to send the case to the specialists: Refused']),
    )
    expect(by('Gareth Pryce')).toContain('Made a referral: Allowed')
    expect(by('Dr Arjun Sethi')).toEqual([])
    expect(rows.map(({ who }) => who)).not.toContain('Moira Lennox')
  })

  it('lets the privacy officer answer who did what, without the own accesses', async () => {
    const rashid = net.as(RWE.privacyOfficer)
    const entries = async (person: string): Promise<{ action: string; outcome: string; onBehalfOf: string | null }[]> =>
      (await rashid.get(AUDIT, { person })).auditEntries.rows
    const ofBell = await entries(QK1.bell)
    expect(new Set(ofBell.map(({ action, outcome }) => `${action} ${outcome}`))).toEqual(
      new Set([
        'poolCase.readIdentity hidden',
        'poolCase.readIdentity allowed',
        'poolCase.readContent refused',
        'poolCase.readContent allowed',
        'opinion.receive allowed',
      ]),
    )
    expect((await entries(RWE.nurse)).map(({ action }) => action)).toContain('escalation.create')
    expect(await entries(QK1.sethi)).toEqual([])
    expect(await entries(RWE.privacyOfficer)).toEqual([])
    expect(foundIn(net.answersTo(RWE.privacyOfficer).join('\n'), EVERY_WORD)).toEqual([])
  })

  it('finds every audit chain whole: spoke, pool and directory', async () => {
    const chains = await Promise.all([
      verifiedChain(net, net.spokeId('RWE'), net.spokeDatabase('RWE')),
      verifiedChain(net, net.poolId('QK1'), net.poolDatabase('QK1')),
      verifiedChain(net, 'gateway', net.directoryDatabase),
    ])
    expect(chains.map(({ breaks, overdue }) => ({ breaks, overdue }))).toEqual(chains.map(() => ({ breaks: [], overdue: 0 })))
    expect(chains[0]?.sealed).toBeGreaterThan(20)
    expect(chains[1]?.sealed).toBeGreaterThan(5)
  })

  it('finds no clinical word in the clear in any table or log line, and no name outside the home trust', async () => {
    for (const [name, database] of net.databases()) {
      const dump = await dumpOf(database)
      expect([name, foundIn(dump, EVERY_WORD)]).toEqual([name, []])
      if (name !== 'spoke_rwe') expect([name, foundIn(dump, [RWE.workerName, 'Nowak'])]).toEqual([name, []])
    }
    const logs = net.logLines.join('\n')
    expect(net.logLines.length).toBeGreaterThan(10)
    expect(foundIn(logs, [RWE.workerName, 'Nowak', ...EVERY_WORD])).toEqual([])
    // the search finds what is there
    expect(foundIn(await dumpOf(net.spokeDatabase('RWE')), [RWE.workerName])).toEqual([RWE.workerName])
  })

  it('has left no body of a message behind once it was acknowledged', async () => {
    for (const [, { admin }] of net.databases().filter(([name]) => /^(spoke|pool)_/.test(name))) {
      expect(await admin`select name from outbox_message where state <> 'acknowledged' or sealed_body is not null`).toEqual([])
    }
  })
})
