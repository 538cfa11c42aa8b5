import { describe, expect, it } from 'vitest'
import { drawOnce } from './draw-once.ts'

describe('a drawing of the same content', () => {
  it('is drawn once, and is the same bytes after that', () => {
    let times = 0
    const draw = (name: string) => () => {
      times += 1
      return <p title={name}>{`${name} & <b>`}</p>
    }
    const of = (name: string) => String(drawOnce(['p', name], draw(name)))
    expect([of('A'), of('A'), of('B')]).toEqual([
      '<p title="A">A &amp; &lt;b&gt;</p>',
      '<p title="A">A &amp; &lt;b&gt;</p>',
      '<p title="B">B &amp; &lt;b&gt;</p>',
    ])
    expect(times).toBe(2)
    expect(String(<div>{drawOnce(['p', 'A'], draw('A'))}</div>)).toBe('<div><p title="A">A &amp; &lt;b&gt;</p></div>')
  })

  it('is forgotten when there are too many newer ones', () => {
    let times = 0
    const draw = () => {
      times += 1
      return <p />
    }
    drawOnce(['first'], draw)
    for (let at = 0; at < 200; at += 1) drawOnce(['other', at], () => <p />)
    drawOnce(['first'], draw)
    expect(times).toBe(2)
  })
})
