import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'

/** Enough for every measure of a few systems; the oldest goes first. */
const MOST = 200
const drawn = new Map<string, string>()

/**
 * Draws what depends on its content alone once, and gives the same bytes for the same content after that: published figures
 * never change, so a chart of them is drawn again only when there is a newer one. `content` must hold everything that the
 * drawing shows.
 */
export function drawOnce(content: readonly unknown[], draw: () => Child): Child {
  const key = JSON.stringify(content)
  const known = drawn.get(key)
  if (known !== undefined) return raw(known)
  const html = String(draw())
  const [oldest] = drawn.keys()
  if (drawn.size >= MOST && oldest !== undefined) drawn.delete(oldest)
  drawn.set(key, html)
  return raw(html)
}
