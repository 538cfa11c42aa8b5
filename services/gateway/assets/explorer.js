/* global React, ReactDOM, GraphiQL */
{
  const json = async (name) => (await fetch(`/graphiql/${name}`)).json()

  const ask = async (question, { headers } = {}) => {
    const sent = { 'content-type': 'application/json', accept: 'application/json', ...headers }
    const answer = await fetch('/graphql', { method: 'POST', headers: sent, body: JSON.stringify(question) })
    return answer.json()
  }

  const show = async () => {
    const place = document.getElementById('graphiql')
    const [schema, defaultTabs] = await Promise.all([json('schema.json'), json('tour.json')])
    place.style.height = '100vh'
    document.body.style.margin = '0'
    const page = React.createElement(GraphiQL, {
      fetcher: ask,
      schema,
      defaultTabs,
      defaultHeaders: defaultTabs[0].headers,
      defaultEditorToolsVisibility: 'headers',
      isHeadersEditorEnabled: true,
      // a token is not to outlive its tab
      shouldPersistHeaders: false,
    })
    ReactDOM.createRoot(place).render(page)
  }

  show()
}
