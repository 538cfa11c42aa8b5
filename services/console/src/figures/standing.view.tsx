import type { Instant } from '@oh/kernel'
import { InsetText } from '../layout/messages.view.tsx'
import { momentInWords } from '../layout/words.ts'
import type { Figure } from './figure.ts'

interface StandingProps {
  readonly figure: Pick<Figure, 'publication' | 'policy' | 'synthetic' | 'revised'>
  readonly publication?: { readonly publishedAt: Instant } | undefined
}

/** What the reader must know of a set of figures before quoting one. */
export function FiguresStanding({ figure: { publication: number, policy, synthetic, revised }, publication }: StandingProps) {
  return (
    <InsetText>
      <p>
        {synthetic ? (
          <>
            <strong>These figures are made up (synthetic).</strong> They show how the page works and say nothing about any real
            trust or system.{' '}
          </>
        ) : null}
        {`Publication ${number}`}
        {publication ? `, made on ${momentInWords(publication.publishedAt)}` : ''}
        {`. Disclosure policy ${policy}${policy === 0 ? ', which protects each figure by itself and does not yet weigh figures against each other' : ''}.`}
        {revised ? ' Revised when the year was refreshed: services had corrected what they sent.' : ''}
      </p>
    </InsetText>
  )
}
