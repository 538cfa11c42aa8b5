import type { Shown } from '@oh/disclosure'
import type { Ics } from '@oh/organisations'
import { Shorthand, ShownText } from '../figures/shown.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, listInWords, momentInWords, numberInWords, timeInWords } from '../layout/words.ts'
import { Capacity } from '../pool/capacity.view.tsx'
import type { Live, LivePool, LiveTrust, Post, TrustCapacity } from './ask-live.ts'
import { LateAnswers } from './late-answers.view.tsx'
import { silenceInWords } from './silence-words.ts'

/** What the system can do now: who answered, four figures, each trust, its posts, the pool, and who has no way to a specialist. */
export function LiveView({ ics, live }: { readonly ics: Ics; readonly live: Live }) {
  const answered = live.trusts.filter(hasAnswered)
  return (
    <section aria-labelledby="now">
      <h2 class="nhsuk-heading-m" id="now">
        What the system can do now
      </h2>
      <Coverage live={live} answered={answered} />
      <LateAnswers ics={ics} live={live} />
      <FourFigures live={live} answered={answered} />
      <TrustTable trusts={live.trusts} />
      <PostTable answered={answered} />
      <PoolNow ics={ics} pool={live.pool} />
      <NoRoute live={live} />
    </section>
  )
}

/** The live part, where nobody could be asked. */
export function LiveLost() {
  return (
    <section aria-labelledby="now">
      <h2 class="nhsuk-heading-m" id="now">
        What the system can do now
      </h2>
      <p>
        The services of this system cannot be asked just now. That says nothing about them: open this page again in a few minutes.
      </p>
    </section>
  )
}

interface AnsweredTrust extends LiveTrust {
  readonly capacity: TrustCapacity
}
const hasAnswered = (trust: LiveTrust): trust is AnsweredTrust => trust.capacity !== undefined

/** "3 of 4 trusts answered", counting every trust of the system; how much of the staff that is; who is missing and why. */
export function Coverage({ live: { trusts, pool }, answered }: { readonly live: Live; readonly answered: readonly LiveTrust[] }) {
  const missing = trusts.filter(({ standing }) => standing !== 'answered')
  const staff = (list: readonly LiveTrust[]) => list.reduce((sum, trust) => sum + trust.staff, 0)
  // down, so that less than all never looks like all
  const share = Math.floor((100 * staff(answered)) / (staff(trusts) || 1))
  return (
    <>
      <p class="oh-coverage">
        <strong>{`${answered.length} of ${countInWords(trusts.length, 'trust')} answered.`}</strong>
        {` They employ ${share}% of the staff of the system’s trusts, counting those that no service serves.`}
      </p>
      {missing.length > 0 || pool.standing === 'silent' ? (
        <ul class="oh-silent">
          {missing.map((trust) => (
            <li>{`${trust.name} (${trust.code}) ${whyMissing(trust)}. Its figures are missing here, and are not zero.`}</li>
          ))}
          {pool.standing === 'silent' ? (
            <li>{`The specialist pool ${silenceInWords(pool.why)}. Its sessions are missing here, and are not zero.`}</li>
          ) : null}
        </ul>
      ) : null}
    </>
  )
}

const whyMissing = ({ standing, why }: LiveTrust): string =>
  standing === 'not-joined' ? 'is served by no service of the federation' : silenceInWords(why)

function FourFigures({ live: { pool }, answered }: { readonly live: Live; readonly answered: readonly AnsweredTrust[] }) {
  const posts = answered.flatMap(({ capacity }) => capacity.posts)
  const soonest = answered
    .flatMap((trust) => (trust.capacity.nextFreeAt === null ? [] : [{ at: trust.capacity.nextFreeAt, trust }]))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))[0]
  const free = answered.reduce((sum, { capacity }) => sum + capacity.freeTimes, 0)
  const of = `at the ${countInWords(answered.length, 'trust')} that answered`
  return (
    <dl class="oh-figures">
      <div class="oh-figures__item">
        <dt>Next free appointment</dt>
        <dd>{soonest ? momentInWords(soonest.at) : answered.length > 0 ? 'None' : <NotShown />}</dd>
        {soonest ? <dd class="oh-figures__note">{soonest.trust.name}</dd> : null}
      </div>
      <div class="oh-figures__item">
        <dt>Free appointments in 10 working days</dt>
        <dd>{answered.length > 0 ? numberInWords(free) : <NotShown />}</dd>
        <dd class="oh-figures__note">{of}</dd>
      </div>
      <div class="oh-figures__item">
        <dt>OH posts in place</dt>
        <dd>{answered.length > 0 ? `${wte(sumOf(posts, 'inPost'))} of ${wte(sumOf(posts, 'funded'))} WTE` : <NotShown />}</dd>
        <dd class="oh-figures__note">{of}</dd>
      </div>
      <div class="oh-figures__item">
        <dt>Free specialist sessions in 28 days</dt>
        <dd>{pool.capacity ? numberInWords(pool.capacity.freeSessions) : <NotShown />}</dd>
        {pool.capacity ? (
          <dd class="oh-figures__note">{`of ${countInWords(pool.capacity.specialists, 'specialist')}, as of ${timeInWords(pool.capacity.asOf)}`}</dd>
        ) : null}
      </div>
    </dl>
  )
}

const sumOf = (posts: readonly Post[], what: 'inPost' | 'funded') => posts.reduce((sum, post) => sum + post[what], 0)
const wte = (value: number) => value.toFixed(1)

function NotShown() {
  return <ShownText shown={{ mark: 'x' }} say={String} />
}

/** Each trust with its own moment: a silent one keeps its row and shows why. */
function TrustTable({ trusts }: { readonly trusts: readonly LiveTrust[] }) {
  const cells = (trust: LiveTrust) => {
    const { capacity } = trust
    if (!capacity) return Array.from({ length: 6 }, () => <NotShown />)
    const people = (shown: Shown) => <ShownText shown={shown} say={numberInWords} />
    return [
      people(capacity.openCases),
      people(capacity.waiting),
      <ShownText shown={capacity.typicalWait} say={(days) => countInWords(days, 'working day')} />,
      capacity.nextFreeAt === null ? 'None' : momentInWords(capacity.nextFreeAt),
      `${wte(sumOf(capacity.posts, 'inPost'))} of ${wte(sumOf(capacity.posts, 'funded'))}`,
      people(capacity.escalationsOut),
    ]
  }
  return (
    <>
      <Table
        id="trusts-now"
        caption="Each trust, by name"
        captionSize="s"
        small="stack"
        columns={[
          { key: 'trust', text: 'Trust' },
          { key: 'open', text: 'Open cases', numeric: true },
          { key: 'waiting', text: 'Not seen yet', numeric: true },
          { key: 'wait', text: 'Typical wait', numeric: true },
          { key: 'free', text: 'Next free appointment' },
          { key: 'posts', text: 'Posts in place (WTE)', numeric: true },
          { key: 'escalations', text: 'Escalations outstanding', numeric: true },
        ]}
        rows={trusts.map((trust) => [<TrustName trust={trust} />, ...cells(trust)])}
      />
      <Shorthand />
      <p class="nhsuk-body-s">
        Counts of people come from each service itself, once a day, when somebody first asks: 1 to 7, or fewer than a higher floor
        that the service has set for itself, are not shown; the others are rounded to 5. A typical wait is the median from receipt
        to the first appointment, of whoever was first seen in the last 91 days. Posts and appointments are exact, and as they are
        now.
      </p>
    </>
  )
}

function TrustName({ trust }: { readonly trust: LiveTrust }) {
  const { name, code, capacity, hasOlderVersion } = trust
  return (
    <>
      {`${name} (${code})`}
      <span class="oh-as-of">
        {capacity ? `As of ${timeInWords(capacity.asOf)}` : null}
        {capacity && hasOlderVersion ? '. Its service runs an earlier version, which does not know every figure' : null}
        {capacity ? null : `No figures: ${whyMissing(trust)}`}
      </span>
    </>
  )
}

function PostTable({ answered }: { readonly answered: readonly AnsweredTrust[] }) {
  const titles = new Map(answered.flatMap(({ capacity }) => capacity.posts.map(({ occupation, title }) => [occupation, title])))
  if (titles.size === 0) return null
  const of = (posts: readonly Post[], occupation: string) => {
    const own = posts.filter((post) => post.occupation === occupation)
    return own.length === 0 ? '–' : `${wte(sumOf(own, 'inPost'))} of ${wte(sumOf(own, 'funded'))}`
  }
  return (
    <Table
      id="posts-now"
      caption="OH posts in place of those funded, in whole-time equivalents"
      captionSize="s"
      small="scroll"
      columns={[
        { key: 'occupation', text: 'Occupation' },
        ...answered.map(({ code }) => ({ key: code, text: code, numeric: true })),
        { key: 'all', text: answered.length === 1 ? 'Together' : `All ${answered.length}`, numeric: true },
      ]}
      rows={[...titles]
        .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
        .map(([occupation, title]) => [
          title,
          ...answered.map(({ capacity }) => of(capacity.posts, occupation)),
          of(
            answered.flatMap(({ capacity }) => capacity.posts),
            occupation,
          ),
        ])}
    />
  )
}

function PoolNow({ ics, pool: { capacity, standing, why } }: { readonly ics: Ics; readonly pool: LivePool }) {
  return (
    <>
      <h3 class="nhsuk-heading-s">The specialist pool</h3>
      {capacity ? (
        <>
          <p>
            {`${countInWords(capacity.specialists, 'specialist')} may work today, with ${countInWords(capacity.freeSessions, 'free session')} in the next 28 days. `}
            {capacity.nextFreeAt === null
              ? 'No session has room for a case.'
              : `The next begins on ${momentInWords(capacity.nextFreeAt)}.`}
            {' Escalations under way: '}
            <ShownText shown={capacity.underWay} say={numberInWords} />
            {`, as counted today. As of ${timeInWords(capacity.asOf)}.`}
          </p>
          <h4 class="nhsuk-heading-xs">What its job plans come to</h4>
          <Capacity time={capacity.time} />
          <Table
            id="skills-now"
            caption="By skill"
            captionSize="s"
            columns={[
              { key: 'skill', text: 'Skill' },
              { key: 'specialists', text: 'Specialists', numeric: true },
              { key: 'sessions', text: 'Free sessions', numeric: true },
            ]}
            rows={capacity.skills.map(({ title, specialists, freeSessions }) => [
              title,
              String(specialists),
              String(freeSessions),
            ])}
          />
          <p class="nhsuk-body-s">A specialist may have several skills, so these do not add up.</p>
        </>
      ) : standing === 'not-joined' ? (
        <p>{`${ics.name} has no specialist pool in the federation.`}</p>
      ) : (
        <p>{`The pool ${silenceInWords(why)}.`}</p>
      )}
    </>
  )
}

/** Trusts whose cases could not go to a specialist today, by name. */
function NoRoute({ live: { trusts, pool } }: { readonly live: Live }) {
  const unserved = trusts.filter(({ standing }) => standing === 'not-joined')
  const poolEmpty = pool.standing === 'not-joined' || pool.capacity?.specialists === 0
  const without = poolEmpty ? trusts : unserved
  return (
    <>
      <h3 class="nhsuk-heading-s">Trusts without a route to a specialist</h3>
      {without.length === 0 ? (
        <p>
          {pool.standing === 'silent'
            ? 'Every trust is served by a service of the federation. Whether the pool has a specialist is not known until it answers.'
            : 'None. Every trust is served by a service of the federation, and the pool has specialists.'}
        </p>
      ) : (
        <p>
          {`${listInWords(without.map(({ name }) => name))}. `}
          {pool.standing === 'not-joined'
            ? 'The system has no specialist pool in the federation.'
            : poolEmpty
              ? 'The pool has no specialist who may work today.'
              : 'No occupational health service of the federation serves them, so none of their cases can be escalated here.'}
        </p>
      )}
    </>
  )
}
