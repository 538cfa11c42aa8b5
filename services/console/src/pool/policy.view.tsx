import { Button, ButtonLink } from '../layout/button.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { Details, InsetText } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { momentInWords, numberInWords } from '../layout/words.ts'
import { type FormStanding, newForm } from '../sent-form.ts'
import type { HardRule, ListedPreview, Policy } from './policy.page.tsx'
import { perCent } from './policy-form.ts'
import { STATES_IN_WORDS, WHY_FIELD } from './policy-preview.view.tsx'

/** The reason for going back to one version, on a page with several such forms. */
export const backField = (version: number) => `why-${version}`

/** What is in force and why, how need is made, what was in force before, and what has been previewed. */
export function PolicyView({
  policy,
  previews,
  back,
}: {
  readonly policy: Policy
  /** Only for whoever may change the policy. */
  readonly previews: readonly ListedPreview[] | undefined
  readonly back: { readonly version: number | undefined; readonly standing: FormStanding; readonly why: string }
}) {
  const { version, isDefault, settings, switchedOn } = policy
  return (
    <>
      <p>
        How the pool decides who is asked, how long there is to answer, and who is seen first. All of it can be changed;{' '}
        <a href="/pool/policy/rules">the rules that are never broken</a> cannot.
      </p>
      <h2 class="nhsuk-heading-m">{`In force: policy ${version}`}</h2>
      {isDefault || !switchedOn ? (
        <p>The defaults. Nobody has switched another policy on.</p>
      ) : (
        <p>{`Switched on by ${switchedOn.switchedOnBy} on ${momentInWords(switchedOn.switchedOnAt)}: “${switchedOn.why}”`}</p>
      )}
      <SummaryList rows={settings.lines.map(({ title, value }) => ({ key: title, value }))} />
      <Details summary="Where the defaults come from">
        <ul class="nhsuk-list nhsuk-list--bullet">
          {settings.lines.map(({ title, source }) => (
            <li>{`${title}. ${source}.`}</li>
          ))}
        </ul>
      </Details>
      <Need policy={policy} />
      {previews === undefined ? null : <Previews previews={previews} />}
      <History policy={policy} mayGoBack={previews !== undefined} back={back} />
    </>
  )
}

function Need({ policy: { served, isDefault } }: { policy: Policy }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">How need is made</h2>
      <p>
        Of cases that are equal in everything else, the employer goes first that has had the fewest hours for its need.
        {isDefault
          ? ' The shares are worked out: staff of each trust in December 2025, counted one and a half times where no specialist of the pool works.'
          : ' The shares in force were set with the policy. Beside them stands what they would be if worked out: staff of each trust in December 2025, counted one and a half times where no specialist of the pool works.'}
      </p>
      <Table
        id="need"
        caption="Need by employer"
        captionSize="s"
        columns={[
          { key: 'employer', text: 'Employer' },
          { key: 'staff', text: 'Staff (WTE)', numeric: true },
          { key: 'own', text: 'Specialist of the pool works there' },
          { key: 'worked-out', text: 'Share, worked out', numeric: true },
          { key: 'in-force', text: 'Share in force', numeric: true },
        ]}
        rows={served.map(({ employer, employerName, staff, hasOwn, workedOut, inForce }) => [
          employerName ?? employer,
          staff > 0 ? numberInWords(staff) : 'not known',
          hasOwn ? 'Yes' : 'No',
          `${perCent(workedOut)}%`,
          `${perCent(inForce)}%`,
        ])}
        small="stack"
      />
    </>
  )
}

function Previews({ previews }: { previews: readonly ListedPreview[] }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Change it</h2>
      <p>
        Write a draft. It is previewed on the pool’s own past cases, and switched on only when you have seen what it would have
        done.
      </p>
      <ButtonLink href="/pool/policy/draft" variant="secondary">
        Draft a policy
      </ButtonLink>
      {previews.length === 0 ? null : (
        <Table
          id="previews"
          caption="Latest previews"
          captionSize="s"
          columns={[
            { key: 'asked', text: 'Asked for' },
            { key: 'state', text: 'State' },
            { key: 'against', text: 'Compared with' },
          ]}
          rows={previews.map(({ id, askedAt, state, againstVersion }) => [
            <a href={`/pool/policy/previews/${id}`}>{momentInWords(askedAt)}</a>,
            STATES_IN_WORDS[state],
            `Policy ${againstVersion}`,
          ])}
          small="stack"
        />
      )}
    </>
  )
}

function History({
  policy: { version, history },
  mayGoBack,
  back,
}: {
  policy: Policy
  mayGoBack: boolean
  back: { readonly version: number | undefined; readonly standing: FormStanding; readonly why: string }
}) {
  const { rows, pageInfo } = history
  if (rows.length === 0) return null
  const goBackTo = (to: number) => (mayGoBack && to !== version ? <GoBack to={to} back={back} /> : null)
  return (
    <>
      <h2 class="nhsuk-heading-m">What was switched on, and why</h2>
      {rows.map((row) => (
        <section class="oh-panel" aria-labelledby={`policy-${row.version}`}>
          <h3 class="nhsuk-heading-s" id={`policy-${row.version}`}>
            {`Policy ${row.version}${row.version === version ? ', in force' : ''}`}
          </h3>
          <p>{`${row.switchedOnBy}, ${momentInWords(row.switchedOnAt)}: “${row.why}”`}</p>
          {row.restores === null ? null : <p>{`With the settings of policy ${row.restores} again.`}</p>}
          {row.previewId === null || !mayGoBack ? null : (
            <p>
              <a href={`/pool/policy/previews/${row.previewId}`}>
                What its preview showed<span class="nhsuk-u-visually-hidden">{` (policy ${row.version})`}</span>
              </a>
            </p>
          )}
          <Details summary={`Settings of policy ${row.version}`}>
            <SummaryList rows={row.settings.lines.map(({ title, value }) => ({ key: title, value }))} />
          </Details>
          {goBackTo(row.version)}
        </section>
      ))}
      {pageInfo.hasNextPage ? null : (
        <section class="oh-panel" aria-labelledby="policy-1">
          <h3 class="nhsuk-heading-s" id="policy-1">
            Policy 1
          </h3>
          <p>The defaults, with need worked out from staff and cover.</p>
          {goBackTo(1)}
        </section>
      )}
      <Pagination
        next={
          pageInfo.hasNextPage
            ? { href: `/pool/policy?before=${rows.at(-1)?.version ?? ''}`, text: 'Earlier policies' }
            : undefined
        }
      />
    </>
  )
}

/** One button, one reason: an earlier policy takes effect again. */
function GoBack({
  to,
  back,
}: {
  to: number
  back: { readonly version: number | undefined; readonly standing: FormStanding; readonly why: string }
}) {
  const isSent = back.version === to
  const standing = isSent ? back.standing : newForm()
  return (
    <Details summary={`Switch back to policy ${to}`} open={isSent}>
      <p>
        At once, when it was in force in the last 30 days. An older one is previewed first:{' '}
        <a href={`/pool/policy/draft?from=${to}`}>{`draft from policy ${to}`}</a>.
      </p>
      <ChangeForm action="/pool/policy" standing={standing} id={`back-${to}`}>
        <input type="hidden" name="to" value={String(to)} />
        <Textarea
          name={WHY_FIELD}
          id={backField(to)}
          label="Why?"
          hint="Kept with the policy for ever, under your name. Nothing about a worker."
          rows={2}
          limit={500}
          value={isSent ? back.why : ''}
          error={standing.problems[backField(to)]}
        />
        <Button variant="secondary">{`Switch back to policy ${to}`}</Button>
      </ChangeForm>
    </Details>
  )
}

/** The one table of hard rules. */
export function HardRules({ rules }: { readonly rules: readonly HardRule[] }) {
  return (
    <>
      <InsetText>
        <p>
          Where one of these holds, a specialist is not asked, or a session is not booked. No setting, no coordinator and no
          shortage sets it aside. Working for the same employer is not among them: that is the worker’s to wish.
        </p>
      </InsetText>
      <Table
        id="rules"
        caption="Hard rules"
        captionSize="s"
        columns={[
          { key: 'rule', text: 'Not when' },
          { key: 'for', text: 'Holds for' },
          { key: 'source', text: 'Source' },
        ]}
        rows={rules.map(({ sentence, offers, bookings, source }) => [
          sentence,
          offers && bookings ? 'Offers and bookings' : offers ? 'Offers' : 'Bookings',
          source,
        ])}
        small="stack"
      />
    </>
  )
}
