import type { Ics } from '@oh/organisations'
import type { TypedDocument } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { ErrorSummary, NotificationBanner } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { atOwnPool } from './own-pool.ts'
import { backField, HardRules, PolicyView } from './policy.view.tsx'
import { DraftForm } from './policy-draft.view.tsx'
import { draftFrom, draftSent, POLICY_FIELDS, type PolicyDraft, readDraft } from './policy-form.ts'
import { PreviewView, WHY_FIELD } from './policy-preview.view.tsx'

const SETTINGS = graphql(`
  fragment PolicySettings on RoutingPolicySettings @_unmask {
    offerHours { urgency hours }
    workingDayStartsAtHour workingDayEndsAtHour noticeStandardDays noticeUrgentDays starvationDays lateCases
    usualCaseHours
    caseHoursBySkill { skill { skill } hours }
    caseHoursByUrgency { urgency hours }
    secondTierSkills { skill }
    need { employer share }
    lines { field title value source }
  }
`)

const POLICY = graphql(
  `
  query RoutingPolicy($ics: ID!, $before: Int) {
    ics(code: $ics) {
      poolRoutingPolicy(first: 20, before: $before) {
        version isDefault
        settings { ...PolicySettings }
        switchedOn { why switchedOnBy switchedOnAt }
        served { employer employerName staff hasOwn workedOut inForce }
        history {
          rows { version why switchedOnBy switchedOnAt restores previewId settings { ...PolicySettings } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`,
  [SETTINGS],
)

const PREVIEWS = graphql(`
  query RoutingPolicyPreviews($ics: ID!) {
    routingPolicyPreviews(ics: $ics, first: 5) { rows { id askedAt state againstVersion } }
  }
`)

const PREVIEW = graphql(`
  query RoutingPolicyPreview($ics: ID!, $id: ID!) {
    routingPolicyPreview(ics: $ics, id: $id) {
      id askedAt state finishedAt failure againstVersion
      draft { lines { field title value } }
      against { lines { field value } }
      weeks { from until cases sessions }
      effectInForce {
        cases ok meanWait p95Wait worstWait use gini worstService urgentOk breaches
        byService { employer employerName cases ok meanWait }
        bySkill { skill { title } cases ok meanWait p95Wait }
      }
      effectOfDraft {
        cases ok meanWait p95Wait worstWait use gini worstService urgentOk breaches
        byService { employer employerName cases ok meanWait }
        bySkill { skill { title } cases ok meanWait p95Wait }
      }
    }
  }
`)

const RULES = graphql(`
  query HardRules($ics: ID!) { hardRules(ics: $ics) { word sentence offers bookings source } }
`)

const ASK = graphql(`
  mutation PreviewRoutingPolicy($input: PreviewRoutingPolicyInput!) {
    previewRoutingPolicy(input: $input) {
      __typename
      ... on RoutingPolicyPreviewAsked { previewId }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const SWITCH_ON = graphql(`
  mutation SwitchOnRoutingPolicy($input: SwitchOnRoutingPolicyInput!) {
    switchOnRoutingPolicy(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const SWITCH_BACK = graphql(`
  mutation SwitchBackRoutingPolicy($input: SwitchBackRoutingPolicyInput!) {
    switchBackRoutingPolicy(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

type DataOf<Document> = Document extends TypedDocument<infer Data, never> ? Data : never
export type Policy = NonNullable<NonNullable<DataOf<typeof POLICY>['ics']>['poolRoutingPolicy']>
export type Preview = NonNullable<DataOf<typeof PREVIEW>['routingPolicyPreview']>
export type ListedPreview = NonNullable<DataOf<typeof PREVIEWS>['routingPolicyPreviews']>['rows'][number]
export type HardRule = DataOf<typeof RULES>['hardRules'][number]

const BACK = { href: '/pool/policy', text: 'Back to the routing policy' }
const SECTION = '/pool/policy'
const NOTICES: Readonly<Record<string, string>> = {
  'switched-on': 'The policy is switched on. Everything is routed by it from now on.',
  'switched-back': 'The earlier policy is in force again, under a new number.',
}
const mayChange = ({ viewer }: Visit) => viewer.roles.includes('pool-coordinator')

async function readPolicy(visit: Visit, ics: Ics): Promise<Policy> {
  const before = Number(visit.query('before'))
  const asked = { ics: ics.code, before: Number.isInteger(before) && before > 0 ? before : null }
  const { ics: found } = await visit.ask(POLICY, asked)
  if (!found?.poolRoutingPolicy) throw new Error('The pool gave no policy and no error.')
  return found.poolRoutingPolicy
}

async function show(visit: Visit, ics: Ics): Promise<Reply> {
  return drawPolicy(visit, ics, { version: undefined, standing: newForm(), why: '' })
}

interface BackForm {
  /** Which of the forms for switching back was sent. */
  readonly version: number | undefined
  readonly standing: FormStanding
  readonly why: string
}

async function drawPolicy(visit: Visit, ics: Ics, back: BackForm): Promise<Reply> {
  const policy = await readPolicy(visit, ics)
  const listed = mayChange(visit) ? await visit.ask(PREVIEWS, { ics: ics.code }) : undefined
  const notice = visit.notice === undefined ? undefined : NOTICES[visit.notice]
  return page({
    title: 'Routing policy',
    section: SECTION,
    ...statusOf(back.standing),
    body: (
      <>
        <ErrorSummary problems={back.standing.problems} />
        {notice === undefined ? null : <NotificationBanner success text={notice} />}
        <Heading caption={ics.name}>Routing policy</Heading>
        <PolicyView policy={policy} previews={listed?.routingPolicyPreviews?.rows} back={back} />
      </>
    ),
  })
}

async function switchBack(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const version = Number(form.text('to'))
  const why = form.text(WHY_FIELD)
  const input = { ics: ics.code, version: Number.isInteger(version) ? version : 0, why, idempotencyKey: keysOf(form).key }
  const { switchBackRoutingPolicy: answer } = await visit.ask(SWITCH_BACK, { input })
  if (answer.__typename === 'RoutingPolicySwitchedOn') return seeOther('/pool/policy', 'switched-back')
  const field = backField(version)
  const words = answer.reasons.map(({ word }) => [word, field] as const)
  return drawPolicy(visit, ics, { version, standing: formAfter(form, answer, Object.fromEntries(words)), why })
}

async function showRules(visit: Visit, ics: Ics): Promise<Reply> {
  const { hardRules } = await visit.ask(RULES, { ics: ics.code })
  return page({
    title: 'Rules that are never broken',
    section: SECTION,
    back: BACK,
    body: (
      <>
        <Heading caption={ics.name}>Rules that are never broken</Heading>
        <HardRules rules={hardRules} />
      </>
    ),
  })
}

async function showDraft(visit: Visit, ics: Ics): Promise<Reply> {
  const policy = await readPolicy(visit, ics)
  const from = Number(visit.query('from'))
  const base = policy.history.rows.find(({ version }) => version === from)?.settings ?? policy.settings
  return drawDraft(ics, policy, draftFrom(base), newForm())
}

function drawDraft(ics: Ics, policy: Policy, draft: PolicyDraft, standing: FormStanding): Reply {
  return page({
    title: 'Draft a routing policy',
    section: SECTION,
    back: BACK,
    ...statusOf(standing),
    body: (
      <>
        <ErrorSummary problems={standing.problems} />
        <Heading caption={ics.name}>Draft a routing policy</Heading>
        <DraftForm draft={draft} served={policy.served} standing={standing} />
      </>
    ),
  })
}

async function askPreview(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const policy = await readPolicy(visit, ics)
  const draft = draftSent(form)
  const read = readDraft(
    draft,
    policy.served.map(({ employer }) => employer),
  )
  if (read.kind === 'problems') return drawDraft(ics, policy, draft, formWith(form, read.problems))
  const input = { ics: ics.code, settings: read.settings, idempotencyKey: keysOf(form).key }
  const { previewRoutingPolicy: answer } = await visit.ask(ASK, { input })
  if (answer.__typename === 'RoutingPolicyPreviewAsked') return seeOther(`/pool/policy/previews/${answer.previewId}`)
  return drawDraft(ics, policy, draft, formAfter(form, answer, POLICY_FIELDS))
}

async function showPreview(visit: Visit, ics: Ics): Promise<Reply> {
  return drawPreview(visit, ics, newForm(), '')
}

async function drawPreview(visit: Visit, ics: Ics, standing: FormStanding, why: string): Promise<Reply> {
  const { routingPolicyPreview: preview } = await visit.ask(PREVIEW, { ics: ics.code, id: visit.param('id') })
  if (!preview) throw new Error('The pool gave no preview and no error.')
  return page({
    title: 'Preview of a routing policy',
    section: SECTION,
    back: BACK,
    wide: true,
    ...statusOf(standing),
    body: (
      <>
        <ErrorSummary problems={standing.problems} />
        <Heading caption={ics.name}>Preview of a routing policy</Heading>
        <PreviewView preview={preview} standing={standing} why={why} />
      </>
    ),
  })
}

async function switchOn(visit: Visit, ics: Ics): Promise<Reply> {
  const { form } = visit
  const why = form.text(WHY_FIELD)
  const input = { ics: ics.code, previewId: visit.param('id'), why, idempotencyKey: keysOf(form).key }
  const { switchOnRoutingPolicy: answer } = await visit.ask(SWITCH_ON, { input })
  if (answer.__typename === 'RoutingPolicySwitchedOn') return seeOther('/pool/policy', 'switched-on')
  const words = answer.reasons.map(({ word }) => [word, word.startsWith('why-') ? WHY_FIELD : 'form'] as const)
  return drawPreview(visit, ics, formAfter(form, answer, Object.fromEntries(words)), why)
}

/** How the pool routes: the policy in force and those before, a draft and its preview, and the rules that no policy touches. */
export const policyPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/policy', answer: atOwnPool(show) },
  { method: 'POST', path: '/pool/policy', answer: atOwnPool(switchBack) },
  { method: 'GET', path: '/pool/policy/rules', answer: atOwnPool(showRules) },
  { method: 'GET', path: '/pool/policy/draft', answer: atOwnPool(showDraft) },
  { method: 'POST', path: '/pool/policy/draft', answer: atOwnPool(askPreview) },
  { method: 'GET', path: '/pool/policy/previews/:id', answer: atOwnPool(showPreview) },
  { method: 'POST', path: '/pool/policy/previews/:id', answer: atOwnPool(switchOn) },
]
