import type { Ics } from '@oh/organisations'
import { addressOf } from '../national/choice.ts'
import type { Live, LivePool, LiveTrust } from './ask-live.ts'
import { mayAnswerLate } from './silence-words.ts'

/**
 * Where late answers are announced. The box stands in the page from the start, so that a screen reader knows it; the script
 * opens one stream of ids and shows the words that lie ready here for the id. Figures come only when the reader asks.
 * Who refused, or is not active, is not waited for.
 */
export function LateAnswers({ ics, live: { trusts, pool } }: { readonly ics: Ics; readonly live: Live }) {
  const silent = trusts.filter(isLate).map(({ code, name }) => ({ code: code as string, name }))
  const late = isLate(pool) ? [...silent, { code: ics.code as string, name: 'The specialist pool' }] : silent
  const stream = addressOf(`/ics/${ics.code}/live`, { wait: late.map(({ code }) => code).join(',') })
  return (
    <div class="oh-late">
      <div role="status" data-oh-late={late.length > 0 ? stream : undefined}></div>
      {late.map(({ code, name }) => (
        <template data-oh-answered={code}>
          <p>
            {code === ics.code ? `${name} has answered. ` : `${name} (${code}) has answered. `}
            <a href={`/ics/${ics.code}`}>Show its figures</a>
          </p>
        </template>
      ))}
      {late.length > 0 ? (
        <>
          <template data-oh-waiting>
            <p>Still asking. What answers late is announced here.</p>
          </template>
          <template data-oh-not-answered>
            <p>
              {'Not everybody has answered. '}
              <a href={`/ics/${ics.code}`}>Ask again</a>
            </p>
          </template>
        </>
      ) : null}
    </div>
  )
}

const isLate = ({ standing, why }: LiveTrust | LivePool): boolean => standing === 'silent' && mayAnswerLate(why)
