import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { AnswerRefused, GatewaySilent, gatewayClient, operationOf, TokenRefused, wholeAnswer } from './gateway-client.ts'
import { documents, graphql } from './graphql.ts'
import { printGraphTypes } from './print-graph-types.ts'

const QUESTION = graphql(`query TestQuestion($code: ID!) { trust(odsCode: $code) { name } }`)
const CHANGE = graphql(`mutation TestChange { changeMember(memberId: "x", change: retire) { __typename } }`)

const client = (send: typeof fetch) => gatewayClient(new URL('http://gateway.example:3001'), send)
const answers =
  (body: unknown, status = 200): typeof fetch =>
  async () =>
    Response.json(body, { status })

describe('the gateway client', () => {
  it('sends one named operation with the person’s token', async () => {
    const sent: { url: string; headers: Headers; body: unknown }[] = []
    const { ask } = client(async (url, init) => {
      sent.push({ url: String(url), headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) })
      return Response.json({ data: { trust: { name: 'A' } } })
    })
    expect(await ask(QUESTION, { code: 'RX1' }, 't')).toEqual({ data: { trust: { name: 'A' } }, errors: [] })
    expect(sent).toMatchObject([
      { url: 'http://gateway.example:3001/graphql', body: { operationName: 'TestQuestion', variables: { code: 'RX1' } } },
    ])
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer t')
  })

  it('keeps partial answers, each error with its code, its trust and its place, and no message', async () => {
    const errors = [{ message: 'secret', path: ['ics', 'trusts', 3], extensions: { code: 'SPOKE_UNAVAILABLE', trust: 'R03' } }]
    const answer = await client(answers({ data: { trust: null }, errors })).ask(QUESTION, { code: 'x' }, 't')
    expect(answer).toEqual({ data: { trust: null }, errors: [{ code: 'SPOKE_UNAVAILABLE', about: 'R03', path: 'ics.trusts.3' }] })
  })

  it('says when no answer came, and whether a change may have been made all the same', async () => {
    const down: typeof fetch = () => Promise.reject(new TypeError('fetch failed'))
    await expect(client(down).ask(QUESTION, { code: 'x' }, 't')).rejects.toMatchObject({ outcomeUnknown: false })
    await expect(client(down).ask(CHANGE, {}, 't')).rejects.toMatchObject({ outcomeUnknown: true })
    await expect(client(answers('x', 503)).ask(CHANGE, {}, 't')).rejects.toThrow(GatewaySilent)
  })

  it('tells a refused token apart', async () => {
    await expect(client(answers({}, 401)).ask(QUESTION, { code: 'x' }, 't')).rejects.toThrow(TokenRefused)
  })
})

describe('a whole answer', () => {
  const refusal = (...codes: string[]) => ({ data: null, errors: codes.map((code) => ({ code, path: '' })) })

  it('has no error', () => {
    expect(wholeAnswer({ data: 1, errors: [] }, false)).toBe(1)
    expect(() => wholeAnswer({ data: 1, errors: [{ code: 'X', path: '' }] }, false)).toThrow()
  })

  it('may lack what a member of an older version does not know, where it is a field of something that was found', () => {
    const found = { case: { id: 'c1', staffGroup: null } }
    const lacking = (path: string, ...others: object[]) =>
      ['NOT_YET_AT_TRUST', 'NOT_YET_AT_POOL', 'NOT_YET_AT_ROLLUP'].map((code) => ({
        data: found,
        errors: [{ code, path }, ...(others as { code: string; path: string }[])],
      }))
    for (const answer of lacking('case.staffGroup')) expect(wholeAnswer(answer, false)).toBe(found)
    const thrown = { code: expect.stringMatching(/^NOT_YET_AT_/) }
    for (const answer of lacking('case')) expect(() => wholeAnswer(answer, false)).toThrow(expect.objectContaining(thrown))
    for (const answer of lacking('closeCase.case')) expect(() => wholeAnswer(answer, true)).toThrow(AnswerRefused)
    for (const answer of lacking('case.staffGroup', { code: 'SPOKE_UNAVAILABLE', path: 'case.worker' }))
      expect(() => wholeAnswer(answer, false)).toThrow(expect.objectContaining({ code: 'SPOKE_UNAVAILABLE' }))
    for (const { errors } of lacking('case.staffGroup'))
      expect(() => wholeAnswer({ data: null, errors }, false)).toThrow(expect.objectContaining(thrown))
  })

  it('otherwise throws what matters most to the reader', () => {
    const codeOf = (...codes: string[]) => {
      try {
        return wholeAnswer(refusal(...codes), false)
      } catch (fault) {
        return fault
      }
    }
    expect(codeOf('SPOKE_UNAVAILABLE', 'NOT_FOUND')).toMatchObject({ code: 'NOT_FOUND' })
    expect(codeOf('X', 'POOL_UNAVAILABLE')).toMatchObject({ code: 'POOL_UNAVAILABLE' })
    expect(codeOf()).toMatchObject({ code: 'UNKNOWN' })
  })
})

describe('documents', () => {
  it('are known by the name of their one operation', () => {
    expect(documents().get('TestQuestion')).toBe(QUESTION)
    expect(() => graphql(`query TestQuestion { me { person } }`)).toThrow('Two documents are called TestQuestion')
    expect(() => graphql(`query { me { person } }`)).toThrow('exactly one operation')
    expect(() => operationOf(parse('query A { me { person } } query B { me { person } }'))).toThrow('exactly one operation')
  })

  it('have their types printed from the public graph', async () => {
    const printed = await printGraphTypes('scalar Instant type Query { now: Instant! }')
    expect(printed).toContain("query: 'Query'")
    expect(printed).not.toContain('declare module')
  })
})
