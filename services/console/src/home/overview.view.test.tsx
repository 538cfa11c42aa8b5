import { expect, it } from 'vitest'
import { OVERVIEW_ROLES, overview } from './overview.view.tsx'

const draw = async (...roles: Parameters<typeof overview>[1]) => String(await (<div>{overview('Ruth Bell', roles).body}</div>))

it.each(OVERVIEW_ROLES)('says what there is for: %s', async (role) => {
  expect(await draw(role)).toContain('nhsuk-card__heading')
})

it('leads everybody else to the menu', async () => {
  expect(await draw('oh-nurse')).toContain('Your pages are in the menu')
})
